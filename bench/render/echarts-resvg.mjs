// ECharts draws SVG on the server, resvg turns it into PNG.
import * as echarts from 'echarts'
import { Resvg } from '@resvg/resvg-js'
import { data, regions, W, H, pal, fontFiles, months, serve } from './common.mjs'

const words = (d) => ({
  title: { text: d.title, subtext: d.sub, left: 40, top: 24, textStyle: { fontSize: 36, color: '#1d2125' }, subtextStyle: { fontSize: 22, color: '#555f69' } },
  graphic: [{ type: 'text', left: 40, bottom: 18, style: { text: d.source, fontSize: 18, fill: '#555f69' } }],
  textStyle: { fontFamily: 'Liberation Sans' },
  animation: false,
  color: pal,
})

const options = {
  bar: () => ({
    ...words(data.bar),
    grid: { left: 260, right: 90, top: 124, bottom: 92 },
    xAxis: { type: 'value', axisLabel: { fontSize: 18 } },
    yAxis: { type: 'category', inverse: true, data: data.bar.cats, axisLabel: { fontSize: 20, color: '#1d2125' }, axisTick: { show: false } },
    series: [{ type: 'bar', data: data.bar.vals, label: { show: true, position: 'right', fontSize: 20, fontWeight: 'bold', formatter: (p) => p.value.toFixed(1) } }],
  }),
  line: () => ({
    ...words(data.line),
    grid: { left: 120, right: 140, top: 124, bottom: 92 },
    xAxis: { type: 'time', axisLabel: { fontSize: 18, formatter: '{MMM} {yyyy}' } },
    yAxis: { type: 'value', axisLabel: { fontSize: 18 } },
    series: data.line.names.map((name, i) => ({
      type: 'line', name, symbol: 'none', lineStyle: { width: 3 },
      endLabel: { show: true, formatter: name, fontSize: 20, fontWeight: 'bold' },
      data: data.line.series[i].map((v, k) => [months[k], v]),
    })),
  }),
  stacked: () => ({
    ...words(data.stacked),
    legend: { top: 92, left: 40, textStyle: { fontSize: 18 } },
    grid: { left: 260, right: 60, top: 140, bottom: 92 },
    xAxis: { type: 'value', max: 100, axisLabel: { fontSize: 18 } },
    yAxis: { type: 'category', inverse: true, data: data.stacked.cats, axisLabel: { fontSize: 20, color: '#1d2125' }, axisTick: { show: false } },
    series: data.stacked.names.map((name, i) => ({
      type: 'bar', stack: 'all', name, data: data.stacked.series[i], label: { show: true, fontSize: 18, formatter: (p) => p.value },
    })),
  }),
  multiples: () => {
    const at = (i) => ({ left: 60 + (i % 3) * 380, top: 150 + Math.floor(i / 3) * 140, width: 320, height: 80 })
    const d = data.multiples
    return {
      ...words(d),
      title: [words(d).title, ...d.names.map((text, i) => ({ text, left: at(i).left, top: at(i).top - 34, textStyle: { fontSize: 18 } }))],
      grid: d.names.map((_, i) => at(i)),
      xAxis: d.names.map((_, i) => ({ type: 'time', gridIndex: i, splitNumber: 2, axisLabel: { fontSize: 14, formatter: '{yyyy}' } })),
      yAxis: d.names.map((_, i) => ({ type: 'value', gridIndex: i, max: 10000, splitNumber: 2, axisLabel: { fontSize: 14 } })),
      series: d.series.map((values, i) => ({ type: 'line', symbol: 'none', xAxisIndex: i, yAxisIndex: i, lineStyle: { width: 3 }, color: pal[0], data: values.map((v, k) => [months[k], v]) })),
    }
  },
  map: () => ({
    ...words(data.map),
    visualMap: { type: 'piecewise', splitNumber: 4, left: 40, top: 140, textStyle: { fontSize: 18 }, inRange: { color: ['#d6e6f5', '#6bace6', '#2073bc', '#12436d'] }, min: 30, max: 55 },
    series: [{ type: 'map', map: 'regions', left: 480, top: 110, bottom: 60, label: { show: true, fontSize: 16 }, data: data.map.names.map((name, i) => ({ name, value: data.map.vals[i] })) }],
  }),
}

echarts.registerMap('regions', regions)

await serve((chart) => {
  const c = echarts.init(null, null, { renderer: 'svg', ssr: true, width: W, height: H })
  c.setOption(options[chart]())
  const svg = c.renderToSVGString()
  c.dispose()
  return new Resvg(svg, { font: { fontFiles, loadSystemFonts: false, defaultFontFamily: 'Liberation Sans' }, background: '#fff' }).render().asPng()
})
