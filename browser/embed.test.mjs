// A figure on another site: it fits, asks no other host, sets no cookie, and
// says the same to everyone.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { axe, launch } from './browser.mjs';
import { start } from './figurehead.mjs';

let program, browser, site, siteAddress, figures, body = '';

before(async () => {
  program = await start({ demo: true });
  browser = await launch();
  site = createServer((_, answer) => answer.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
    .end(`<!DOCTYPE html><html lang="en-GB"><meta name="viewport" content="width=device-width"><title>A council page</title><main><h1>Waste</h1>${body}</main>`));
  await new Promise(resolve => site.listen(0, '127.0.0.1', resolve));
  siteAddress = `http://127.0.0.1:${site.address().port}/`;
  const page = await browser.newPage();
  await page.goto(program.address);
  const links = await page.locator('main a[href^="/w/"]').evaluateAll(all => all.map(a => a.getAttribute('href')));
  figures = [...new Set(links.map(path => path.match(/^\/w\/([0-9a-z]{26})/)[1]))];
  await page.close();
});

after(async () => {
  site?.close();
  await browser?.close();
  await program?.stop();
});

const snippet = async id => {
  const page = await browser.newPage();
  await page.goto(`${program.address}/w/${id}`);
  const code = await page.locator('textarea', { hasText: '<iframe' }).first().inputValue();
  await page.close();
  return code;
};

for (const width of [320, 600, 900]) {
  test(`every frame fits a column of ${width} px on another site`, async () => {
    const context = await browser.newContext({ viewport: { width: width + 40, height: 900 } });
    const page = await context.newPage();
    for (const id of figures) {
      body = `<div style="width:${width}px">${await snippet(id)}</div>`;
      const asked = [];
      page.removeAllListeners('request');
      page.on('request', request => asked.push(request.url()));
      await page.goto(siteAddress);
      const frame = page.frameLocator('iframe');
      await frame.locator('h1').waitFor();
      await page.waitForLoadState('networkidle');
      const strangers = asked.filter(url => !url.startsWith(siteAddress) && !url.startsWith(program.address) && !url.startsWith('data:'));
      assert.deepEqual(strangers, [], 'other hosts');
      const own = asked.filter(url => url.startsWith(program.address));
      assert.ok(own.length <= 2, `a frame takes ${own.length} requests: ${own}`);
      assert.deepEqual(await context.cookies(program.address), [], 'cookies');
      const size = await frame.locator('html').evaluate(html => ({ wide: html.scrollWidth - html.clientWidth, tall: html.scrollHeight - innerHeight }));
      assert.ok(size.wide <= 0, `${id} is ${size.wide} px too wide`);
      assert.ok(size.tall <= 0, `${id} is ${size.tall} px too tall for its frame`);
    }
    await context.close();
  });
}

for (const scheme of ['light', 'dark', 'auto']) {
  test(`every frame has a name, a description and a table (${scheme})`, async () => {
    const context = await browser.newContext({ viewport: { width: 600, height: 900 }, colorScheme: scheme === 'auto' ? 'dark' : 'light' });
    const page = await context.newPage();
    for (const id of figures) {
      await page.goto(`${program.address}/embed/${id}?scheme=${scheme}`);
      const drawings = page.locator('svg[role=img]:visible');
      for (let i = 0; i < await drawings.count(); i++) {
        const names = await drawings.nth(i).evaluate(svg => ({
          name: (svg.getAttribute('aria-labelledby') ?? '').split(' ').map(n => document.getElementById(n)?.textContent ?? '').join(' ').trim(),
          description: (svg.getAttribute('aria-describedby') ?? svg.getAttribute('aria-labelledby') ?? '').split(' ').map(n => document.getElementById(n)?.textContent ?? '').join(' ').trim(),
          hidden: svg.querySelectorAll('g[aria-hidden=true]').length > 0 && [...svg.querySelectorAll('text')].every(text => text.closest('[aria-hidden=true]')),
        }));
        assert.ok(names.name.length > 5, `${id}: a drawing without a name`);
        assert.ok(names.description.length > 20, `${id}: a drawing without a description`);
        assert.ok(names.hidden, `${id}: the drawing's texts are read twice`);
      }
      assert.ok(await page.locator('table caption').count() >= 1, `${id}: no caption`);
      assert.ok(await page.locator('table th[scope=row]').count() >= 1, `${id}: no row headings`);
      assert.ok(await page.locator('table th[scope=col]').count() >= 1, `${id}: no column headings`);
      assert.match(await page.locator('footer').innerText(), /Source: .+as at/s);
      assert.deepEqual(await axe(page), [], `${id} ${scheme}`);
    }
    await context.close();
  });
}

test('without scripts and images the finding, the numbers and the source are there', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.route('**/*.png', route => route.abort());
  await page.goto(`${program.address}/embed/${figures[0]}`);
  const text = await page.locator('body').innerText();
  for (const words of ['51.1%', 'up 1.2 percentage points', 'Department for Environment', 'Open Government Licence']) assert.ok(text.replaceAll('\u00a0', ' ').includes(words), words);
  await page.getByText('Show the figures as a table').click();
  await page.getByRole('cell', { name: '49.9%' }).waitFor();
  await context.close();
});

test('an opened table makes the best-fit frame taller, and closing it shorter', async () => {
  const context = await browser.newContext({ viewport: { width: 640, height: 900 } });
  const page = await context.newPage();
  await page.goto(`${program.address}/w/${figures[1]}`);
  const codes = await page.locator('textarea', { hasText: '<iframe' }).evaluateAll(all => all.map(box => box.value));
  body = codes.find(code => code.includes('<script')) ?? '';
  assert.ok(body, 'the share page offers the code that follows its content');
  await page.goto(siteAddress);
  const frame = page.frameLocator('iframe'), height = () => page.locator('iframe').evaluate(f => f.clientHeight);
  await frame.locator('summary').waitFor();
  await page.waitForLoadState('networkidle');
  const closed = await height();
  await frame.locator('summary').click();
  await page.waitForFunction(before => document.querySelector('iframe').clientHeight > before + 100, closed);
  await frame.locator('summary').click();
  await page.waitForFunction(before => Math.abs(document.querySelector('iframe').clientHeight - before) < 3, closed);
  await context.close();
});
