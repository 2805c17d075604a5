// Figures per head: a table of people becomes a reference table, Pick offers
// figures of another table per 1,000 of them, and readers get both sources.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { holds, launch, listen } from './browser.mjs';
import { start } from './figurehead.mjs';
import { setUp } from './officer.mjs';

const certificates = readFileSync(join(import.meta.dirname, '../server/publishing/testdata/epc-essex-2022.csv'), 'utf8');
// Made for this test.
const residents = 'Code\tYear\tResidents\n' + ['187600', '155200', '77000', '89600', '181500', '192700', '134900', '93300', '66200', '85600', '148100']
  .map((people, i) => `E070000${66 + i}\t2022\t${people}\n`).join('');

let program, browser, page, heard;

before(async () => {
  program = await start();
  browser = await launch();
  page = await (await browser.newContext()).newPage();
  heard = listen(page, program.address);
  await setUp(page, program.setup);
});

after(async () => {
  await browser?.close();
  await program?.stop();
});

// bring reads a table and stays on Pick.
async function bring(table) {
  await page.goto(program.address + '/studio/new');
  await page.locator('#data').fill(table);
  await page.locator('#from-ours').check();
  await page.getByRole('button', { name: 'Read it' }).click();
  await page.waitForURL(/\/read$/);
  await page.getByRole('button', { name: 'Yes, use it like this' }).click();
  await page.waitForURL(/\/pick$/);
}

test('figures per head', async () => {
  await bring(certificates);
  const pick = page.url();
  await holds(page, 'pick-asks-for-people');
  await bring(residents);
  const dataset = await page.evaluate(async () => (await (await fetch('/studio/datasets')).text()).match(/\/studio\/datasets\/[0-9a-f-]{36}/)[0]);
  await page.goto(program.address + dataset);
  await page.locator('#reference-called').fill('');
  await page.getByRole('button', { name: 'Use it as a reference table' }).click();
  await page.locator('#reference-called-error').waitFor();
  heard.errors.length = 0; // Chromium logs a 422 as an error
  await holds(page, 'dataset-reference-error');
  await page.locator('#reference-called').fill('people');
  await page.getByRole('button', { name: 'Use it as a reference table' }).click();
  await page.getByText('This is a reference table').waitFor();
  await holds(page, 'dataset-reference');
  await page.goto(pick);
  await holds(page, 'pick-per-head');
  await page.locator('section[aria-labelledby=per-head] .fh-card__go').nth(1).click();
  await page.waitForURL(/\/say$/);
  await holds(page, 'say-per-head');
  await page.getByRole('button', { name: 'Check it' }).click();
  await page.waitForURL(/\/check$/);
  await holds(page, 'check-per-head');
  await page.locator('#vouch').check();
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await page.waitForURL(/\/kit$/);
  await page.goto(await page.locator('#share').inputValue());
  await holds(page, 'share-per-head');
  assert.deepEqual(heard.errors, []);
  assert.deepEqual(heard.strangers, []);
});
