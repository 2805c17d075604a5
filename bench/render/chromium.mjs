// A page of headless Chromium stays open; ECharts draws in it and a screenshot
// is taken: what a screenshot service does at its best. The processor time is
// that of the browser with all its processes, and of this one.
import fs from 'node:fs'
import { createRequire } from 'node:module'
import { chromium } from 'playwright-core'
import { data, W, H, pal, months, serve } from './common.mjs'

const server = await chromium.launchServer({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--hide-scrollbars', '--disable-dev-shm-usage'],
})
const browser = await chromium.connect(server.wsEndpoint())
const page = await browser.newPage({ viewport: { width: W, height: H }, deviceScaleFactor: 1 })
await page.setContent('<body style="margin:0"><div id="chart" style="width:1200px;height:630px"></div>')
await page.addScriptTag({ content: fs.readFileSync(createRequire(import.meta.url).resolve('echarts/dist/echarts.min.js'), 'utf8') })

const inPage = ([chart, data, pal, months]) => {
  const d = data[chart]
  const words = {
    title: { text: d.title, subtext: d.sub, left: 40, top: 24, textStyle: { fontSize: 36, color: '#1d2125' }, subtextStyle: { fontSize: 22, color: '#555f69' } },
    graphic: [{ type: 'text', left: 40, bottom: 18, style: { text: d.source, fontSize: 18, fill: '#555f69' } }],
    textStyle: { fontFamily: 'Liberation Sans' }, animation: false, color: pal, backgroundColor: '#fff',
  }
  const options = chart === 'bar'
    ? {
        ...words, grid: { left: 260, right: 90, top: 124, bottom: 92 }, xAxis: { type: 'value', axisLabel: { fontSize: 18 } },
        yAxis: { type: 'category', inverse: true, data: d.cats, axisLabel: { fontSize: 20 } },
        series: [{ type: 'bar', data: d.vals, label: { show: true, position: 'right', fontSize: 20 } }],
      }
    : {
        ...words, grid: { left: 120, right: 140, top: 124, bottom: 92 }, xAxis: { type: 'time', axisLabel: { fontSize: 18 } }, yAxis: { type: 'value' },
        series: d.names.map((name, i) => ({ type: 'line', name, symbol: 'none', lineStyle: { width: 3 }, endLabel: { show: true, formatter: name }, data: d.series[i].map((v, k) => [months[k], v]) })),
      }
  const element = document.getElementById('chart')
  echarts.getInstanceByDom(element)?.dispose()
  echarts.init(element).setOption(options)
}

// treeTime is the processor time in microseconds of the browser, everything it
// started and this process. The kernel counts in hundredths of a second.
function treeTime() {
  const parents = new Map()
  const ticks = new Map()
  for (const pid of fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    let stat
    try {
      stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8')
    } catch {
      continue // it has ended
    }
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    parents.set(Number(pid), Number(fields[1]))
    ticks.set(Number(pid), fields.slice(11, 15).reduce((sum, n) => sum + Number(n), 0))
  }
  const root = server.process().pid
  let sum = 0
  for (const pid of parents.keys()) {
    let at = pid
    while (at !== root && parents.has(at)) at = parents.get(at)
    if (at === root) sum += ticks.get(pid)
  }
  const own = process.cpuUsage()
  return sum * 10_000 + own.user + own.system
}

await serve(async (chart) => {
  await page.evaluate(inPage, [chart, data, pal, months])
  return page.screenshot()
}, treeTime)
await browser.close()
await server.close()
