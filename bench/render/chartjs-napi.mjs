// Chart.js draws on the canvas of @napi-rs/canvas, as chart image services do.
import { Chart, registerables } from 'chart.js'
import { createCanvas, GlobalFonts } from '@napi-rs/canvas'
import { data, W, H, pal, fontFiles, months, serve } from './common.mjs'

Chart.register(...registerables)
for (const file of fontFiles) GlobalFonts.registerFromPath(file, 'Liberation Sans')
Chart.defaults.font.family = 'Liberation Sans'
Chart.defaults.font.size = 18
Chart.defaults.animation = false
Chart.defaults.responsive = false
Chart.defaults.devicePixelRatio = 1

const ground = {
  id: 'ground',
  beforeDraw({ ctx }) {
    ctx.save()
    ctx.fillStyle = '#fff'
    ctx.fillRect(0, 0, W, H)
    ctx.restore()
  },
}

// labels writes the values of bars, the names of lines and the source.
const labels = {
  id: 'labels',
  afterDatasetsDraw(chart) {
    const { ctx } = chart
    const bar = chart.config.type === 'bar'
    ctx.font = 'bold 20px Liberation Sans'
    ctx.textBaseline = 'middle'
    if (bar) {
      ctx.fillStyle = '#1d2125'
      chart.getDatasetMeta(0).data.forEach((b, i) => ctx.fillText(data.bar.vals[i].toFixed(1), b.x + 8, b.y))
    } else {
      chart.data.datasets.forEach((d, i) => {
        const p = chart.getDatasetMeta(i).data[59]
        ctx.fillStyle = pal[i]
        ctx.fillText(d.label, p.x + 12, p.y)
      })
    }
    ctx.font = '18px Liberation Sans'
    ctx.fillStyle = '#555f69'
    ctx.fillText(bar ? data.bar.source : data.line.source, 40, H - 28)
  },
}

const words = (d) => ({
  layout: { padding: { left: 40, right: 120, top: 20, bottom: 50 } },
  plugins: {
    legend: { display: false },
    title: { display: true, text: d.title, align: 'start', font: { size: 36, weight: 'bold' } },
    subtitle: { display: true, text: d.sub, align: 'start', font: { size: 22 } },
  },
})

const configs = {
  bar: () => ({
    type: 'bar',
    data: { labels: data.bar.cats, datasets: [{ data: data.bar.vals, backgroundColor: pal[0] }] },
    options: { ...words(data.bar), indexAxis: 'y' },
    plugins: [ground, labels],
  }),
  line: () => ({
    type: 'line',
    data: {
      labels: months.map((m, i) => (i % 12 ? '' : 'Jan ' + m.slice(0, 4))),
      datasets: data.line.names.map((name, i) => ({ label: name, data: data.line.series[i], borderColor: pal[i], borderWidth: 3, pointRadius: 0 })),
    },
    options: { ...words(data.line), scales: { x: { ticks: { autoSkip: false, maxRotation: 0 } }, y: { min: 0 } } },
    plugins: [ground, labels],
  }),
}

await serve((chart) => {
  const canvas = createCanvas(W, H)
  const c = new Chart(canvas.getContext('2d'), configs[chart]())
  const png = canvas.toBuffer('image/png')
  c.destroy()
  return png
})
