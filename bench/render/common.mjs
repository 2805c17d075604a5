import fs from 'node:fs'
import readline from 'node:readline'

// The figures, the size and the colours all renderers share.
export const data = JSON.parse(fs.readFileSync(new URL('./charts.json', import.meta.url)))
export const regions = readRegions()
export const W = 1200
export const H = 630
export const pal = ['#12436d', '#28a197', '#801650', '#f46a25', '#3d3d3d']
export const fontFiles = ['LiberationSans-Regular.ttf', 'LiberationSans-Bold.ttf'].map((f) => `${process.env.FONT_DIR}/${f}`)
export const months = Array.from({ length: 60 }, (_, k) => `${2021 + Math.floor(k / 12)}-${String((k % 12) + 1).padStart(2, '0')}-01`)

// readRegions gives the regions of England with the name that ECharts looks for.
export function readRegions() {
  const all = JSON.parse(fs.readFileSync(new URL('../../datasets/places/testdata/regions.geojson', import.meta.url)))
  for (const f of all.features) f.properties = { name: f.properties.rgn17nm, code: f.properties.rgn17cd }
  return all
}

// ownTime is the processor time of this process in microseconds.
const ownTime = () => {
  const used = process.cpuUsage()
  return used.user + used.system
}

// serve answers the benchmark: with a file name as argument it draws the bar
// once into that file and ends; without, each line of standard input asks for
// a number of drawings, and the answer is the processor time they took.
export async function serve(draw, micros = ownTime) {
  if (process.argv[2]) {
    fs.writeFileSync(process.argv[2], await draw('bar'))
    return
  }
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const { chart, count, file } = JSON.parse(line)
    const before = micros()
    let png
    for (let i = 0; i < count; i++) png = await draw(chart)
    const after = micros()
    if (file) fs.writeFileSync(file, png)
    console.log(JSON.stringify({ micros: after - before, bytes: png.length }))
  }
}
