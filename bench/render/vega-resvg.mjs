// Vega-Lite draws SVG on the server, resvg turns it into PNG.
import * as vega from 'vega'
import * as vegaLite from 'vega-lite'
import { Resvg } from '@resvg/resvg-js'
import { data, W, H, pal, fontFiles, months, serve } from './common.mjs'

const config = { font: 'Liberation Sans', view: { stroke: null }, axis: { labelFontSize: 18, titleFontSize: 18 }, title: { fontSize: 36, subtitleFontSize: 22, anchor: 'start' } }

const words = (d) => ({
  width: W, height: H, autosize: { type: 'fit', contains: 'padding' }, padding: 40, background: '#fff', config,
  title: { text: d.title, subtitle: d.sub },
})

const bold = { fontSize: 20, fontWeight: 'bold', align: 'left' }

const specs = {
  bar: () => ({
    ...words(data.bar),
    data: { values: data.bar.cats.map((name, i) => ({ name, value: data.bar.vals[i] })) },
    encoding: {
      y: { field: 'name', type: 'nominal', sort: null, title: null, axis: { labelLimit: 0 } },
      x: { field: 'value', type: 'quantitative', title: data.bar.source },
    },
    layer: [
      { mark: { type: 'bar', color: pal[0] } },
      { mark: { type: 'text', dx: 6, ...bold }, encoding: { text: { field: 'value', format: '.1f' } } },
    ],
  }),
  line: () => ({
    ...words(data.line),
    data: { values: data.line.names.flatMap((name, i) => data.line.series[i].map((value, k) => ({ name, value, month: months[k], last: k === 59 }))) },
    encoding: {
      x: { field: 'month', type: 'temporal', title: data.line.source, axis: { format: '%b %Y', tickCount: 'year' } },
      y: { field: 'value', type: 'quantitative', title: null },
      color: { field: 'name', type: 'nominal', scale: { range: pal }, legend: null },
    },
    layer: [
      { mark: { type: 'line', strokeWidth: 3 } },
      { transform: [{ filter: 'datum.last' }], mark: { type: 'text', dx: 10, ...bold }, encoding: { text: { field: 'name' } } },
    ],
  }),
}

await serve(async (chart) => {
  const view = new vega.View(vega.parse(vegaLite.compile(specs[chart]()).spec), { renderer: 'none' })
  const svg = await view.toSVG()
  view.finalize()
  return new Resvg(svg, { font: { fontFiles, loadSystemFonts: false, defaultFontFamily: 'Liberation Sans' }, background: '#fff' }).render().asPng()
})
