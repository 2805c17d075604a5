// The Library, the page of a dataset and a new release, at three widths, by an
// officer with and without JavaScript.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { holds, launch, listen, patience } from './browser.mjs';
import { start } from './figurehead.mjs';
import { officer, publish, setUp, waste } from './officer.mjs';

let program, browser, page, heard;

before(async () => {
  program = await start();
  browser = await launch();
  page = await (await browser.newContext()).newPage();
  page.setDefaultTimeout(patience);
  heard = listen(page, program.address);
  await setUp(page, program.setup);
});

after(async () => {
  await browser?.close();
  await program?.stop();
});

const go = path => page.goto(program.address + path);

test('an empty Library says how to begin', async () => {
  await go('/studio/figures');
  await page.getByText('about three minutes away').waitFor();
  await holds(page, 'library-empty');
});

test('figures are found, chosen and withdrawn together', async () => {
  await publish(page, program.address, officer(page));
  await publish(page, program.address, officer(page), { suggestion: 1 });
  await go('/studio/figures');
  await holds(page, 'library');
  await page.locator('#q').fill('zzzz');
  await page.getByText('Nothing fits').waitFor();
  await page.waitForURL(/q=zzzz/);
  await page.locator('#q').fill('');
  await page.locator('#list table').waitFor();
  for (const box of await page.locator('#list input[type=checkbox]').all()) await box.check();
  await page.getByText('2 chosen').waitFor();
  await page.locator('#list button[value=withdraw]').click();
  await page.waitForURL(/\/chosen/);
  await holds(page, 'library-chosen');
  await page.getByRole('button', { name: 'Withdraw all 2' }).click();
  await page.locator('.govuk-error-summary').waitFor();
  await holds(page, 'library-no-reason');
  await page.locator('#reason').fill('The file was wrong.');
  await page.getByRole('button', { name: 'Withdraw all 2' }).click();
  await page.getByText('2 figures withdrawn').waitFor();
});

test('a release says what it would change before it is used, without JavaScript', async () => {
  const plain = await (await browser.newContext({ javaScriptEnabled: false, storageState: await page.context().storageState(), viewport: { width: 320, height: 640 } })).newPage();
  await plain.goto(program.address + '/studio/datasets');
  await plain.getByRole('rowheader').first().getByRole('link').click();
  const dataset = plain.url();
  await plain.getByRole('link', { name: 'Bring in a new release' }).click();
  await page.goto(plain.url());
  await holds(page, 'release');
  const revised = waste.replace('2000/01,Landfill,,,Undefined,Units,,79.0', '2000/01,Landfill,,,Undefined,Units,,78.5');
  await plain.locator('#file').setInputFiles({ name: 'waste.csv', mimeType: 'text/csv', buffer: Buffer.from(revised) });
  await plain.getByRole('button', { name: 'See what would change' }).click();
  await plain.waitForURL(/\/release\/./);
  await page.goto(plain.url());
  await holds(page, 'release-read');
  assert.match(await plain.locator('main').innerText(), /1 changed/);
  await plain.getByRole('button', { name: 'Use this release' }).click();
  await plain.waitForURL(/\/datasets\/[^/]+#refresh$/);
  await page.goto(dataset);
  await holds(page, 'dataset-words');
  await page.getByRole('link', { name: /^See what changed|^See all/ }).first().click();
  await page.waitForURL(/\/copies\//);
  await holds(page, 'copy');
});

test('nothing was wrong in the console, and no stranger was asked', () => {
  heard.errors = heard.errors.filter(e => !/422|404/.test(e));
  assert.deepEqual(heard, { errors: [], strangers: [] });
});
