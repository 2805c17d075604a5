// The frame in Firefox, which does not size frames by their content: every way
// of fit.mjs again, narrow, turned, wide and opened.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import puppeteer from 'puppeteer-core';
import { figuresOf, start } from '../figurehead.mjs';
import { council, fits, openTable, settles, tooLow, ways, zooms } from '../fit.mjs';

let program, browser, site, figures;

before(async () => {
  program = await start({ demo: true });
  browser = await puppeteer.launch({ browser: 'firefox', executablePath: process.env.FIREFOX ?? '/usr/bin/firefox-esr', headless: true });
  site = await council(program.address);
  figures = await figuresOf(program.address);
});

after(async () => {
  site?.close();
  await browser?.close();
  await program?.stop();
});

for (const way of ways) {
  test(`every figure fits in ${way.name}, narrow, turned and wide`, async () => {
    const page = await browser.newPage();
    const problems = [];
    page.on('pageerror', error => problems.push(String(error)));
    for (const figure of figures) {
      await page.setViewport({ width: 340, height: 900 });
      await page.goto(site.show(way.code(figure)));
      for (const [width, height] of [[340, 900], [844, 390], [600, 900]]) {
        await page.setViewport({ width, height });
        fits(await settles(page), `${figure.title}, ${way.name}, ${width} px`);
      }
      if (way.follows) {
        await openTable(page);
        fits(await settles(page), `${figure.title}, ${way.name}, table open`);
      }
    }
    assert.deepEqual(problems, []);
    await page.close();
  });
}

for (const sandbox of ['', 'sandbox="allow-scripts"', 'sandbox=""']) {
  test(`a frame that is too low is found out (${sandbox || 'no sandbox'})`, async () => {
    const page = await browser.newPage();
    await page.goto(site.show(tooLow(figures[0], sandbox)));
    assert.ok((await settles(page)).tall > 100);
    await page.close();
  });
}

const open = async (width = 700, height = 900, deviceScaleFactor = 1) => {
  const page = await browser.newPage();
  page.problems = [];
  page.on('pageerror', error => page.problems.push(String(error)));
  await page.setViewport({ width, height, deviceScaleFactor });
  return page;
};

test('every figure fits on another site and on its own origin, at one height from the first', async () => {
  const page = await open(340);
  for (const figure of figures) {
    for (const [where, show] of [['another site', code => site.show(code, 'localhost')], ['its own origin', site.passedOn]]) {
      for (const code of ['snippet', 'bestFit']) {
        await page.goto(show(`${figure[code]}<script>window.heights = []; new ResizeObserver(([e]) => heights.push(e.target.clientHeight)).observe(document.querySelector('iframe'))</script>`));
        fits(await settles(page), `${figure.title}, ${code}, on ${where}`);
        const heights = await page.evaluate(() => window.heights);
        assert.ok(Math.max(...heights) - Math.min(...heights) <= 8, `${figure.title}, ${code}, on ${where}: the page moves, ${heights}`);
      }
    }
  }
  assert.deepEqual(page.problems, []);
  await page.close();
});

for (const { scale, width, height } of zooms) {
  test(`every figure fits at ${scale * 100} % zoom`, async () => {
    const page = await open(width, height, scale);
    for (const figure of figures) {
      await page.goto(site.show(figure.bestFit));
      fits(await settles(page), `${figure.title}, ${scale * 100} %`);
      await openTable(page);
      fits(await settles(page), `${figure.title}, ${scale * 100} %, table open`);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${figure.title}: the page scrolls sideways at ${scale * 100} %`);
    }
    await page.close();
  });
}

test('ten frames on one page fit, and open one by one', async () => {
  const page = await open();
  const ten = Array.from({ length: 10 }, (_, i) => figures[i % figures.length]);
  await page.goto(site.show(ten.map(figure => figure.bestFit).join('\n').replaceAll('loading="lazy"', '')), { waitUntil: 'networkidle0' });
  await settles(page);
  const frames = page.frames().slice(1), heights = () => page.evaluate(() => [...document.querySelectorAll('iframe')].map(f => f.clientHeight));
  assert.equal(frames.length, 10);
  for (const frame of frames) {
    const tall = await frame.evaluate(() => document.documentElement.scrollHeight - innerHeight);
    assert.ok(tall <= 0, `${frame.url()} is ${tall} px too tall`);
  }
  const before = await heights(), src = await page.evaluate(() => document.querySelectorAll('iframe')[3].src);
  await frames.find(frame => frame.url() === src).evaluate(() => { document.querySelector('details').open = true; });
  for (let look = 0; look < 100 && JSON.stringify(await heights()) === JSON.stringify(before); look++) await new Promise(resolve => setTimeout(resolve, 30));
  const now = await heights(), grown = now.filter((height, i) => height > before[i] + 40);
  assert.equal(grown.length, 1, `${before} became ${now}`);
  await page.close();
});

test('a frame of 40 px can be read by scrolling', async () => {
  const page = await open();
  await page.goto(site.show(`<div style="width:40px">${figures[0].bestFit}</div>`));
  await settles(page);
  assert.match(await page.frames()[1].evaluate(() => document.body.innerText), /Source/);
  assert.deepEqual(page.problems, []);
  await page.close();
});

test('the listener believes only its own frame, and only sizes that can be', async () => {
  const page = await open();
  const stranger = `<iframe id="stranger" srcdoc="<script>for (const height of [60, 3000]) parent.postMessage({ type: 'figurehead:height', version: 1, height }, '*')</script>"></iframe>`;
  await page.goto(site.show(figures[0].bestFit + stranger));
  const own = await settles(page);
  await page.evaluate(() => {
    for (const sent of [{ type: 'figurehead:height', version: 1, height: 200 }, { type: 'figurehead:height', version: 2, height: 200 }, 'text', null, 7, []]) postMessage(sent, '*');
  });
  await page.frames()[1].evaluate(() => {
    for (const height of [0, -1, 49, 4001, 1e9, 'tall', null, '100px;position:fixed']) parent.postMessage({ type: 'figurehead:height', version: 1, height }, '*');
  });
  assert.equal((await settles(page)).outer, own.outer);
  assert.deepEqual(page.problems, []);
  await page.close();
});

test('a frame can be printed', async () => {
  const page = await open();
  await page.goto(figures[0].frame);
  const pdf = Buffer.from(await page.pdf()).toString('latin1');
  assert.ok(pdf.startsWith('%PDF-') && pdf.length > 5000, `${pdf.length} bytes`);
  await page.close();
});
