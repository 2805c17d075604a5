// A frame fits wherever it is put: in the code we give and in what pages
// already have, narrow and wide, turned, opened, zoomed, ten at a time.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch } from './browser.mjs';
import { figuresOf, start } from './figurehead.mjs';
import { council, fits, openTable, settles, tooLow, ways, zooms } from './fit.mjs';

let program, browser, site, figures;

before(async () => {
  program = await start({ demo: true });
  browser = await launch();
  site = await council(program.address);
  figures = await figuresOf(program.address);
});

after(async () => {
  site?.close();
  await browser?.close();
  await program?.stop();
});

const open = async ({ width = 340, height = 900, scale = 1 } = {}) => {
  const context = await browser.newContext({ viewport: { width, height }, deviceScaleFactor: scale });
  const page = await context.newPage();
  page.problems = [];
  page.on('pageerror', error => page.problems.push(String(error)));
  page.on('console', message => { if (message.type() === 'error') page.problems.push(message.text()); });
  await page.addInitScript(() => {
    window.shifted = 0;
    new PerformanceObserver(list => list.getEntries().forEach(entry => { window.shifted += entry.value; })).observe({ type: 'layout-shift', buffered: true });
  });
  return { page, context };
};

for (const way of ways) {
  test(`every figure fits in ${way.name}, narrow, turned and wide`, async () => {
    const { page, context } = await open();
    for (const figure of figures) {
      await page.setViewportSize({ width: 340, height: 900 });
      await page.goto(site.show(way.code(figure)));
      for (const [width, height] of [[340, 900], [844, 390], [600, 900], [320, 256]]) {
        await page.setViewportSize({ width, height });
        fits(await settles(page), `${figure.title}, ${way.name}, ${width} px`);
      }
      if (way.follows) {
        await openTable(page);
        fits(await settles(page), `${figure.title}, ${way.name}, table open`);
      }
    }
    // A sandbox that forbids scripts says so of the fitting script, and no more.
    assert.deepEqual(page.problems.filter(said => !(way.scriptless && said.includes('the \'allow-scripts\' permission is not set'))), []);
    await context.close();
  });
}

test('every figure fits on another site, and moves nothing there', async () => {
  const { page, context } = await open();
  for (const figure of figures) {
    for (const code of ['snippet', 'bestFit']) {
      await page.setViewportSize({ width: 340, height: 900 });
      await page.goto(site.show(figure[code], 'localhost'));
      fits(await settles(page), `${figure.title}, ${code}, on another site`);
      const shifted = await page.evaluate(() => window.shifted);
      assert.ok(shifted <= 0.01, `${figure.title}: its ${code} moves the page by ${shifted}`);
      await page.setViewportSize({ width: 844, height: 390 });
      fits(await settles(page), `${figure.title}, ${code}, turned on another site`);
    }
  }
  assert.deepEqual(page.problems, []);
  await context.close();
});

test('every figure fits in a page of its own origin', async () => {
  const { page, context } = await open();
  for (const figure of figures) {
    for (const code of ['snippet', 'bestFit']) {
      await page.goto(site.passedOn(figure[code]));
      fits(await settles(page), `${figure.title}, ${code}, same origin`);
      assert.equal(new URL(page.frames()[1].url()).origin, new URL(page.url()).origin);
    }
    await openTable(page);
    fits(await settles(page), `${figure.title}, same origin, table open`);
  }
  assert.deepEqual(page.problems, []);
  await context.close();
});

for (const { scale, width, height } of zooms) {
  test(`every figure fits at ${scale * 100} % zoom`, async () => {
    const { page, context } = await open({ width, height, scale });
    for (const figure of figures) {
      await page.goto(site.show(figure.bestFit));
      fits(await settles(page), `${figure.title}, ${scale * 100} %`);
      await openTable(page);
      fits(await settles(page), `${figure.title}, ${scale * 100} %, table open`);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${figure.title}: the page scrolls sideways at ${scale * 100} %`);
    }
    await context.close();
  });
}

for (const sandbox of ['', 'sandbox="allow-scripts"', 'sandbox=""']) {
  test(`a frame that is too low is found out (${sandbox || 'no sandbox'})`, async () => {
    const { page, context } = await open();
    await page.goto(site.show(tooLow(figures[0], sandbox)));
    assert.ok((await settles(page)).tall > 100);
    await context.close();
  });
}

test('the frame code moves nothing on the page around it', async () => {
  const { page, context } = await open();
  for (const figure of figures) {
    for (const code of ['snippet', 'bestFit']) {
      await page.goto(site.show(figure[code]));
      await settles(page);
      const shifted = await page.evaluate(() => window.shifted);
      assert.ok(shifted <= 0.01, `${figure.title}: its ${code} moves the page by ${shifted}`);
    }
  }
  await context.close();
});

test('ten frames on one page fit, and open one by one', async () => {
  const { page, context } = await open({ width: 700 });
  const ten = Array.from({ length: 10 }, (_, i) => figures[i % figures.length]);
  await page.goto(site.show(ten.map(figure => figure.bestFit).join('\n').replaceAll('loading="lazy"', '')));
  await page.waitForLoadState('networkidle');
  await settles(page);
  const frames = page.frames().slice(1);
  assert.equal(frames.length, 10);
  for (const frame of frames) {
    const found = await frame.evaluate(() => document.documentElement.scrollHeight - innerHeight);
    assert.ok(found <= 0, `${frame.url()} is ${found} px too tall`);
  }
  const heights = () => page.locator('iframe').evaluateAll(all => all.map(f => f.clientHeight));
  const before = await heights();
  await frames[3].locator('summary').click();
  await page.waitForFunction(was => document.querySelectorAll('iframe')[3].clientHeight > was + 40, before[3]);
  const now = await heights();
  assert.deepEqual(now.filter((_, i) => i !== 3), before.filter((_, i) => i !== 3), 'only the opened frame grows');
  await context.close();
});

test('classic scroll bars leave no ghost in a frame', async () => {
  const classic = await launch({ ignoreDefaultArgs: ['--hide-scrollbars'] });
  const page = await (await classic.newContext({ viewport: { width: 400, height: 620 } })).newPage();
  for (const figure of figures) {
    await page.goto(site.show(figure.snippet));
    await settles(page);
    const bar = await page.frames()[1].evaluate(() => innerWidth - document.documentElement.clientWidth);
    assert.equal(bar, 0, `${figure.title} keeps a bar of ${bar} px`);
  }
  await classic.close();
});

test('a frame of 40 px is still a frame, and can be read by scrolling', async () => {
  const { page, context } = await open();
  await page.goto(site.show(`<div style="width:40px">${figures[0].bestFit}</div>`));
  await settles(page);
  const text = await page.frames()[1].locator('body').innerText();
  assert.match(text, /Source/);
  const { tall, wide } = await page.frames()[1].evaluate(() => ({ tall: document.documentElement.scrollHeight, wide: document.documentElement.scrollWidth }));
  assert.ok(tall < 2000 && wide <= 150, `words are broken into letters: ${wide} × ${tall} px`);
  assert.deepEqual(page.problems, []);
  await context.close();
});

test('the number of a headline fits a column of 200 px', async () => {
  const { page, context } = await open({ width: 200 });
  await page.goto(figures[0].frame);
  assert.match(await page.locator('h1 b').innerText(), /51.1%/);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 200);
  await context.close();
});

test('the listener believes only its own frame, and only sizes that can be', async () => {
  const { page, context } = await open({ width: 700 });
  const stranger = `<iframe id="stranger" srcdoc="<script>for (const height of [60, 3000]) parent.postMessage({ type: 'figurehead:height', version: 1, height }, '*')</script>"></iframe>`;
  await page.goto(site.show(figures[0].bestFit + stranger));
  const own = await settles(page);
  for (const message of [
    { type: 'figurehead:height', version: 1, height: 200 }, { type: 'figurehead:height', version: 1, height: 9e9 },
    { type: 'figurehead:height', version: 2, height: 200 }, 'text', null, 7, [], { type: 'figurehead:height' },
  ]) await page.evaluate(sent => postMessage(sent, '*'), message);
  for (const height of [0, -1, 49, 4001, 1e9, 'tall', null, '100px;position:fixed']) {
    await page.frames()[1].evaluate(sent => parent.postMessage({ type: 'figurehead:height', version: 1, height: sent }, '*'), height);
  }
  const found = await settles(page);
  assert.equal(found.outer, own.outer);
  assert.deepEqual(page.problems, []);
  await context.close();
});

test('a frame tells a height once for each change, and hears only its page', async () => {
  const { page, context } = await open({ width: 700 });
  await page.addInitScript(() => {
    window.heard = [];
    addEventListener('message', event => { if (event.data && event.data.type === 'figurehead:height') window.heard.push(event.data.height); });
  });
  await page.goto(site.show(figures[0].bestFit));
  await settles(page);
  const heard = () => page.evaluate(() => window.heard.length);
  const once = await heard();
  assert.ok(once >= 1 && once <= 2, `${once} messages`);
  // A message to itself is not from the page around it: no answer.
  await page.frames()[1].evaluate(() => window.postMessage({ message: 'ready' }, '*'));
  await settles(page);
  assert.equal(await heard(), once);
  await page.evaluate(() => document.querySelector('iframe').contentWindow.postMessage({ message: 'ready' }, '*'));
  await page.waitForFunction(before => window.heard.length === before + 1, once);
  await context.close();
});

test('an editor that takes the frame away leaves the picture, its description and the link', async () => {
  const { page, context } = await open({ width: 700 });
  await page.goto(site.show(figures[0].snippet.replace(/<\/?iframe[^>]*>/g, '')));
  const picture = page.locator('figure img');
  await picture.evaluate(img => img.decode());
  assert.ok((await picture.getAttribute('alt')).length > 40);
  assert.equal(await page.locator('figure a').first().getAttribute('href'), figures[0].page);
  assert.ok(await page.locator('figcaption a').isVisible());
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  await context.close();
});

test('on paper a frame keeps its finding, its drawing and its source', async () => {
  const { page, context } = await open({ width: 700 });
  await page.emulateMedia({ media: 'print' });
  for (const figure of figures) {
    await page.goto(figure.frame);
    for (const part of ['h1', 'footer']) assert.ok(await page.locator(part).first().isVisible(), `${figure.title}: ${part}`);
    assert.ok(!await page.locator('summary').isVisible());
  }
  await context.close();
});
