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

fs.writeFileSync(new URL('./charts.json', import.meta.url), JSON.stringify({ bar, line }))
fs.writeFileSync(new URL('./bar.csv', import.meta.url), 'Ward,Recycled\n' + bar.cats.map((c, i) => `"${c}",${bar.vals[i]}%\n`).join(''))
