// The frame in Firefox, which does not size frames by their content: every way
// of fit.mjs again, narrow, turned, wide and opened.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import puppeteer from 'puppeteer-core';
import { figuresOf, start } from '../figurehead.mjs';
import { council, fits, openTable, settles, tooLow, ways } from '../fit.mjs';

let program, browser, site, figures;

before(async () => {
  program = await start({ demo: true });
  browser = await puppeteer.launch({ browser: 'firefox', executablePath: process.env.FIREFOX ?? '/usr/bin/firefox-esr', headless: true });
  site = await council();
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
