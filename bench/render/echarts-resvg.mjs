// ECharts draws SVG on the server, resvg turns it into PNG.
import * as echarts from 'echarts'
import { Resvg } from '@resvg/resvg-js'
import { data, W, H, pal, fontFiles, months, serve } from './common.mjs'

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
}

await serve((chart) => {
  const c = echarts.init(null, null, { renderer: 'svg', ssr: true, width: W, height: H })
  c.setOption(options[chart]())
  const svg = c.renderToSVGString()
  c.dispose()
  return new Resvg(svg, { font: { fontFiles, loadSystemFonts: false, defaultFontFamily: 'Liberation Sans' }, background: '#fff' }).render().asPng()
})
