// What a bar chart of twelve wards costs a reader: the product's frame beside
// the lightest embeds of Chart.js, alone and ten on a page, in Chromium on slow
// 4G with a processor four times slower. Everything is sent by gzip -9 from one
// server; each measurement starts cold; turns are taken; medians are compared.
//
//   node embed.mjs [runs]      see docs/reference/benchmarks.md
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildSync } from 'esbuild';
import { chromium } from 'playwright-core';

const runs = Number(process.argv[2] ?? 5);
const root = new URL('../../', import.meta.url).pathname;
const data = readFileSync(`${root}bench/render/bar.csv`, 'utf8').trim().split('\n').slice(1)
  .map(row => row.match(/^"?(.*?)"?,([\d.]+)%$/).slice(1)).map(([ward, value]) => [ward, Number(value)]);
const spec = JSON.parse(readFileSync(`${root}bench/render/bar.json`, 'utf8'));

// The product's frame, with the script that it ends with when it is published.
function ours() {
  const folder = mkdtempSync(join(tmpdir(), 'figurehead-embed-'));
  const out = join(folder, 'frame.html');
  execFileSync(`${root}figurehead`, ['render', '--data', `${root}bench/render/bar.csv`, '--spec', `${root}bench/render/bar.json`, '-o', out]);
  const html = readFileSync(out, 'utf8');
  rmSync(folder, { recursive: true });
  return `${html}<script async src="/assets/embed.js"></script>`;
}

// The same words, numbers, table and source around a canvas.
function theirs(library) {
  const escaped = text => text.replaceAll('&', '&amp;');
  const rows = data.map(([ward, value]) => `<tr><th scope="row">${escaped(ward)}</th><td>${value}%</td></tr>`).join('');
  const [labels, values] = [0, 1].map(i => JSON.stringify(data.map(row => row[i])));
  return `<!DOCTYPE html><html lang="en-GB"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${spec.title}</title>
<style>body{margin:0;padding:12px;font:16px/1.35 Arial,sans-serif;color:#14202b}figure{margin:0}h1{font-size:1.2rem;margin:0 0 8px}table{border-collapse:collapse}th,td{text-align:left;padding:2px 12px 2px 0}</style>
<main><figure><h1>${spec.title}</h1><p>${spec.subtitle}</p><div style="height:380px;position:relative"><canvas id="c" role="img" aria-label="${spec.title}"></canvas></div></figure>
<details><summary>Show the figures as a table</summary><table>${rows}</table></details><footer>Source: <a href="https://data.example.gov.uk/">Open data</a></footer></main>
<script src="${library}"></script><script>new Chart(document.getElementById('c'),{type:'bar',data:{labels:${labels},datasets:[{data:${values},backgroundColor:'#12436d'}]},options:{indexAxis:'y',animation:false,maintainAspectRatio:false,plugins:{legend:{display:false}}}});requestAnimationFrame(()=>setTimeout(()=>performance.mark('drawn'),0))</script>`;
}

// Only what a bar chart needs, as a careful developer would bundle it.
const shaken = () => buildSync({
  stdin: { contents: 'import { Chart, BarController, BarElement, CategoryScale, LinearScale } from "chart.js"; Chart.register(BarController, BarElement, CategoryScale, LinearScale); window.Chart = Chart;', resolveDir: import.meta.dirname },
  bundle: true, minify: true, format: 'iife', write: false,
}).outputFiles[0].text;

const script = readdirSync(`${root}public/dist`).find(name => /^embed\..*\.js$/.test(name));
const files = {
  '/ours': ours(), '/assets/embed.js': readFileSync(`${root}public/dist/${script}`, 'utf8'),
  '/shaken': theirs('/lib/shaken.js'), '/lib/shaken.js': shaken(),
  '/full': theirs('/lib/full.js'), '/lib/full.js': readFileSync(join(createRequire(import.meta.url).resolve('chart.js/auto'), '../../dist/chart.umd.min.js'), 'utf8'),
};
const variants = [['Figurehead', '/ours'], ['Chart.js, only what bars need', '/shaken'], ['Chart.js, whole', '/full']];
for (const [, path] of variants) {
  const frames = Array.from({ length: 10 }, (_, i) => `<iframe src="${path}?${i}" title="Figure ${i}" width="640" height="480"></iframe>`);
  files[`/ten${path}`] = `<!DOCTYPE html><html lang="en-GB"><meta charset="utf-8"><title>A campaign</title><h1>A campaign</h1>${frames.join('')}`;
}

const packed = Object.fromEntries(Object.entries(files).map(([path, text]) => [path, gzipSync(text, { level: 9 })]));
let sent = [];
const server = createServer((question, answer) => {
  const path = question.url.split('?')[0], body = packed[path];
  if (!body) return answer.writeHead(204).end();
  sent.push([path, body.length]);
  answer.writeHead(200, {
    'content-type': path.endsWith('.js') ? 'text/javascript' : 'text/html; charset=utf-8',
    'content-encoding': 'gzip', 'content-length': body.length, 'cache-control': 'public, max-age=3600',
  }).end(body);
});
await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
const address = `http://127.0.0.1:${server.address().port}`;
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });

// visible is when the last frame shows its chart, in ms after the page began.
async function visible(frames, began) {
  let last = 0;
  for (const frame of frames) {
    const at = await frame.evaluate(async () => {
      const drawn = () => document.querySelector('canvas') ? performance.getEntriesByName('drawn')[0] : performance.getEntriesByName('first-contentful-paint')[0];
      for (let i = 0; i < 1200 && !drawn(); i++) await new Promise(resolve => setTimeout(resolve, 25));
      return performance.timeOrigin + drawn().startTime;
    });
    last = Math.max(last, at - began);
  }
  return last;
}

async function measure(path, ten) {
  const context = await browser.newContext({ viewport: { width: 720, height: 5200 } });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', { offline: false, latency: 562.5, downloadThroughput: 1474.56 * 128, uploadThroughput: 675 * 128 });
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  // A new window makes Chromium load a page of its own in another process,
  // which on two cores stood in the way of what is measured: it has two seconds.
  await page.waitForTimeout(2000);
  sent = [];
  await page.goto(address + (ten ? `/ten${path}` : path), { waitUntil: 'load', timeout: 120_000 });
  const began = await page.evaluate(() => performance.timeOrigin);
  const at = await visible(ten ? page.frames().slice(1) : [page.mainFrame()], began);
  const bytes = sent.reduce((sum, [, length]) => sum + length, 0);
  const requests = sent.length;
  await context.close();
  return { at, bytes, requests };
}

const median = list => list.toSorted((a, b) => a - b)[list.length >> 1];
const found = {};
for (const ten of [false, true]) {
  for (let run = 0; run < runs; run++) {
    for (const [, path] of variants) (found[ten + path] ??= []).push(await measure(path, ten));
  }
}
await browser.close();
server.close();

const of = (ten, path, what) => median(found[ten + path].map(one => one[what]));
console.log('figures\twhose\trequests\tbytes\tvisible, ms');
for (const ten of [false, true]) {
  for (const [name, path] of variants) console.log([ten ? 'ten' : 'one', name, of(ten, path, 'requests'), of(ten, path, 'bytes'), Math.round(of(ten, path, 'at'))].join('\t'));
}
let missed = false;
const hold = (what, got, most) => {
  missed ||= got > most;
  console.log(`${what}\t${got.toFixed(3)} ×\t≤ ${most.toFixed(3)}: ${got > most ? 'MISSED' : 'met'}`);
};
hold('frame, bytes against Chart.js with its page', packed['/ours'].length / of(false, '/shaken', 'bytes'), 1 / 20);
hold('one, visible', of(false, '/ours', 'at') / of(false, '/shaken', 'at'), 0.45);
hold('ten, visible', of(true, '/ours', 'at') / of(true, '/shaken', 'at'), 0.65);
process.exit(missed ? 1 : 0);
