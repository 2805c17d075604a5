// Every page of the route table: WCAG, names, keyboard, focus, targets, 400 %
// zoom, forced colours. A new page is held as soon as it has a route; a new
// parameter needs a thing to stand for it in filled.mjs.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { holds, launch, listen, out, widths, patience } from './browser.mjs';
import { start } from './figurehead.mjs';
import { fill, pathOf } from './filled.mjs';
import { smallTargets, tabs, zoomed } from './keyboard.mjs';

const table = readFileSync(join(import.meta.dirname, '../server/testdata/routes.golden'), 'utf8');
const routes = table.split('\n').map(row => row.split('|')[0].trim()).filter(row => row.startsWith('GET ')).map(row => row.slice('GET '.length));
const used = new Set(['/setup/:token']); // set-up has happened; its page is held in pages.test.mjs

let program, browser, context, page, heard, filled;
const sheets = [];

before(async () => {
  program = await start({ demo: true });
  browser = await launch();
  context = await browser.newContext();
  page = await context.newPage();
  page.setDefaultTimeout(patience);
  heard = listen(page, program.address);
  filled = await fill(page, program);
});

after(async () => {
  writeFileSync(join(out, 'contact-sheet.html'), contactSheet());
  await browser?.close();
  await program?.stop();
});

// contactSheet shows every page at every width, to be looked at.
const contactSheet = () => `<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Every page</title>${sheets.map(({ route, name }) =>
  `<h2>${route}</h2>${widths.map(width => `<img src="${name}-${width}.png" width="${width / 4}" alt="${route} at ${width} px">`).join(' ')}`).join('')}</html>`;

for (const route of routes.filter(route => !used.has(route) && !/:name|\.[a-z]{3,7}$|:preset/.test(route))) {
  test(`GET ${route}`, async t => {
    const visitor = /^\/sign-in/.test(route);
    const asked = visitor ? await (await browser.newContext()).newPage() : page;
    const path = pathOf(route, filled);
    const answer = await asked.request.get(program.address + path, { maxRedirects: 0 });
    if (!/^text\/html/.test(answer.headers()['content-type'] ?? '') || answer.status() === 303 || answer.status() === 302) {
      return t.diagnostic(`${answer.status()} ${answer.headers()['content-type'] ?? ''}`);
    }
    assert.equal(answer.status(), 200, path);
    const name = 'route' + route.replaceAll(/[^a-z]+/g, '-');
    sheets.push({ route, name });
    await asked.goto(program.address + path);
    await holds(asked, name);
    assert.equal(await asked.locator('h1').count(), 1, 'one h1');
    assert.deepEqual(await smallTargets(asked), [], 'targets of at least 24 px');
    assert.deepEqual(await tabs(asked), [], 'the Tab key');
    assert.deepEqual(await zoomed(asked), [], '400 % zoom');
    await asked.emulateMedia({ forcedColors: 'active' });
    await asked.goto(program.address + path);
    assert.deepEqual(await tabs(asked), [], 'the Tab key in forced colours');
    await asked.emulateMedia({ forcedColors: 'none' });
    assert.deepEqual(heard, { errors: [], strangers: [] });
    if (visitor) await asked.context().close();
  });
}
