// One figure for each district: from a pasted table to twelve published figures,
// with every activation counted.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { holds, launch, listen } from './browser.mjs';
import { start } from './figurehead.mjs';
import { officer, setUp } from './officer.mjs';
import { dcat } from './schemas.mjs';

const certificates = readFileSync(join(import.meta.dirname, '../server/demo/data/dluhc-epc-eb1-essex.csv'), 'utf8');

let program, browser, signedIn;

before(async () => {
  program = await start();
  browser = await launch();
  const context = await browser.newContext();
  await setUp(await context.newPage(), program.setup);
  signedIn = await context.storageState();
  await context.close();
});

after(async () => {
  await browser?.close();
  await program?.stop();
});

// toSheet goes from a pasted table to the sheet of a set.
async function toSheet(page, o) {
  await page.goto(program.address + '/studio/new');
  await o.paste(page.locator('#data'), certificates);
  await o.answer(page.locator('#from-ours'));
  await o.press(page.getByRole('button', { name: 'Read it' }));
  await page.waitForURL(/\/read$/);
  await o.press(page.getByRole('button', { name: 'Yes, use it like this' }));
  await page.waitForURL(/\/pick$/);
  await o.press(page.locator('.fh-card__go').first());
  await page.waitForURL(/\/say$/);
  await o.press(page.getByRole('button', { name: 'Make one for each place' }));
  await page.waitForURL(/\/studio\/sets\/[0-9a-f-]+$/);
}

// toKit publishes the set. It may take a while; without scripts its page is looked
// at again, each time an activation.
async function toKit(page, o, script) {
  await o.press(page.locator('#vouch'));
  await o.press(page.getByRole('button', { name: 'Publish 12 figures' }));
  if (script) return page.waitForURL(/\/kit$/, { timeout: 120_000 });
  while (!/\/kit$/.test(page.url())) {
    await page.getByRole('heading', { name: /^Publishing/ }).waitFor();
    await page.waitForTimeout(20_000);
    await o.press(page.getByRole('link', { name: 'Look again' }));
    await page.waitForLoadState();
  }
}

for (const way of [
  { name: 'with JavaScript', javaScriptEnabled: true },
  { name: 'without JavaScript, at 320 px', javaScriptEnabled: false, viewport: { width: 320, height: 640 } },
  { name: 'by keyboard only, at 320 px', javaScriptEnabled: true, keyboard: true, viewport: { width: 320, height: 640 } },
]) {
  test(`a pasted table becomes twelve published figures ${way.name}`, async () => {
    const { name, keyboard, ...options } = way;
    const context = await browser.newContext({ storageState: signedIn, ...options });
    const page = await context.newPage();
    const heard = listen(page, program.address);
    const o = officer(page, { keyboard });
    await toSheet(page, o);
    await toKit(page, o, options.javaScriptEnabled);
    if (options.javaScriptEnabled) {
      await o.press(page.getByRole('button', { name: 'Copy link' }));
      await page.getByText('Copied: link').waitFor();
    }
    assert.ok(o.activations <= 12, `${o.activations} activations`);
    assert.equal(o.fields, 1, 'required fields');
    assert.equal(await page.locator('tbody tr').count(), 12);
    const share = await page.goto(await page.locator('#share').inputValue());
    assert.equal(share.status(), 200);
    await page.locator('#place').selectOption({ label: 'Maldon' });
    await page.getByRole('button', { name: 'Show it' }).click();
    await page.waitForURL(/\?place=/);
    assert.match(await page.locator('section[aria-labelledby=f-h]').innerText(), /Maldon/);
    assert.deepEqual(heard, { errors: [], strangers: [] });
    console.log(`${name}: ${o.activations} activations, ${o.fields} required field`);
    await context.close();
  });
}

test('a set stands on the front page, and as a series in the catalogue', async () => {
  const context = await browser.newContext({ viewport: { width: 320, height: 640 } });
  const page = await context.newPage();
  await page.goto(program.address + '/');
  await page.getByText('12 figures, one for each place').first().waitFor();
  await holds(page, 'gallery-set');
  const catalogue = await (await fetch(program.address + '/catalog.jsonld')).text();
  assert.match(catalogue, /dcat:DatasetSeries/);
  assert.deepEqual(await dcat(catalogue), []);
  await context.close();
});

// settled waits for what is on its way, as somebody who looks at the sheet does.
const settled = page => page.waitForFunction(() => !document.querySelector('.htmx-request'));

test('a tick made while an earlier change is on its way stays', async () => {
  const context = await browser.newContext({ storageState: signedIn });
  const page = await context.newPage();
  const heard = listen(page, program.address);
  await toSheet(page, officer(page));
  let release, sent = 0;
  const held = new Promise(resolve => { release = resolve; });
  await page.route(/\/studio\/sets\//, async route => {
    sent++;
    const response = await route.fetch();
    if (sent === 1) await held;
    await route.fulfill({ response });
  });
  const first = page.waitForRequest(/\/studio\/sets\//);
  await page.getByLabel('Maldon', { exact: true }).uncheck();
  await first;
  await page.getByLabel('Harlow', { exact: true }).uncheck();
  await page.locator('#name').fill('Certificates, place by place');
  release();
  await page.getByRole('button', { name: 'Publish 10 figures' }).waitFor();
  await settled(page);
  assert.equal(await page.locator('.govuk-error-summary').count(), 0, 'she is in conflict with herself');
  for (const fresh of [false, true]) {
    if (fresh) await page.reload();
    for (const name of ['Maldon', 'Harlow']) assert.equal(await page.getByLabel(name, { exact: true }).isChecked(), false, `${name}, ${fresh ? 'read anew' : 'on the page'}`);
    assert.equal(await page.locator('#name').inputValue(), 'Certificates, place by place');
  }
  assert.deepEqual(heard, { errors: [], strangers: [] });
  await context.close();
});

test('every page of a set is held at three widths', async () => {
  const context = await browser.newContext({ storageState: signedIn });
  const page = await context.newPage();
  const heard = listen(page, program.address);
  const o = officer(page);
  await toSheet(page, o);
  await holds(page, 'set-sheet');
  await page.getByRole('button', { name: /^Publish/ }).click();
  await page.locator('.govuk-error-summary').waitFor();
  await holds(page, 'set-error');
  await page.locator('#sentence').fill('energy certificates were issued in {place}');
  await page.locator('.fh-many').getByText('energy certificates were issued in Maldon', { exact: true }).waitFor();
  await settled(page);
  await page.getByLabel('Maldon', { exact: true }).uncheck();
  await page.getByRole('button', { name: 'Publish 11 figures' }).waitFor();
  await settled(page);
  await page.getByLabel('Maldon', { exact: true }).check();
  await page.getByRole('button', { name: 'Publish 12 figures' }).waitFor();
  await toKit(page, o, true);
  await holds(page, 'set-kit');
  const address = page.url().replace(/\/kit$/, '');
  await page.goto(address);
  await holds(page, 'set-live');
  await page.goto(address + '/withdraw');
  await holds(page, 'set-withdraw');
  await page.goto(program.address + '/studio/sets');
  await holds(page, 'sets');
  await page.goto(address + '/kit');
  const link = await page.locator('#share').inputValue();
  await page.goto(link);
  await holds(page, 'set-page');
  await page.goto(link + '?place=Maldon');
  await holds(page, 'set-page-place');
  heard.errors = heard.errors.filter(e => !/422/.test(e)); // Chromium logs these answers as errors
  assert.deepEqual(heard, { errors: [], strangers: [] });
  await context.close();
});
