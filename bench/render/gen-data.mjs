// Makes charts.json: the two figures every renderer draws. The numbers are
// invented by a fixed seed; the titles say what is true of them.
import fs from 'node:fs'

let seed = 42
const random = () => {
  seed = (seed * 1103515245 + 12345) & 0x7fffffff
  return seed / 0x7fffffff
}

const wards = ['Abbey & Riverside', 'Castle Hill', 'Eastfield and Moorside', 'Greenhithe', 'Harbour', 'Kings Meadow', 'Lower Marsh', 'Newtown St. Mary’s', 'Old Town', 'Park and Valley Road', 'Queensway', 'Whitestone-under-Edge']
const bar = {
  title: 'Three wards recycle more than half of their waste',
  sub: 'Household waste recycled or composted, by ward, 2025/26 (%)',
  source: 'Source: Council waste data, table W12, updated 3 Nov 2026',
  cats: wards,
  vals: wards.map(() => Math.round(200 + random() * 430) / 10),
}

const names = ['North', 'South', 'East', 'West', 'Central']
const line = {
  title: 'Library visits have risen most in Central',
  sub: 'Monthly visits by area, January 2021 to December 2025',
  source: 'Source: Council library service, table L3, updated 3 Nov 2026',
  start: '2021-01',
  names,
  series: names.map((name, i) => {
    let v = 12000 + i * 4500
    return Array.from({ length: 60 }, (_, k) => {
      v += (random() - 0.47) * 1800 + Math.sin(k / 6) * 400
      return Math.max(500, Math.round(v))
    })
  }),
}

const methods = ['Recycled or composted', 'Incinerated', 'Landfilled', 'Other']
const stacked = {
  title: 'Most wards burn more of their waste than they bury',
  sub: 'Household waste by what becomes of it, by ward, 2025/26 (%)',
  source: bar.source,
  cats: wards.slice(0, 8),
  names: methods,
  series: (() => {
    const rows = wards.slice(0, 8).map((_, i) => {
      const recycled = Math.round(bar.vals[i])
      const burnt = Math.round((100 - recycled) * (0.5 + random() * 0.3))
      const other = Math.round((100 - recycled - burnt) * 0.3)
      return [recycled, burnt, 100 - recycled - burnt - other, other]
    })
    return methods.map((_, k) => rows.map((row) => row[k]))
  })(),
}

const multiples = {
  title: 'Visits dipped in every library in 2022',
  sub: 'Monthly visits by library, January 2021 to December 2023',
  source: line.source,
  start: '2021-01',
  names: wards.slice(0, 9),
  series: wards.slice(0, 9).map((_, i) => Array.from({ length: 36 }, (_, k) =>
    Math.round(4000 + i * 500 + Math.cos(k / 6) * 900 + random() * 400))),
}

const regions = JSON.parse(fs.readFileSync(new URL('../../datasets/places/testdata/regions.geojson', import.meta.url)))
const map = {
  title: 'How much is recycled differs by region',
  sub: 'Household waste recycled or composted, by region, 2025/26 (%)',
  source: bar.source,
  names: regions.features.map((f) => f.properties.rgn17nm),
  codes: regions.features.map((f) => f.properties.rgn17cd),
  vals: regions.features.map(() => Math.round(300 + random() * 250) / 10),
}

fs.writeFileSync(new URL('./charts.json', import.meta.url), JSON.stringify({ bar, line, stacked, multiples, map }))
fs.writeFileSync(new URL('./bar.csv', import.meta.url), 'Ward,Recycled\n' + bar.cats.map((c, i) => `"${c}",${bar.vals[i]}%\n`).join(''))
