// The theme editor by keyboard alone.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, listen } from './browser.mjs';
import { start } from './figurehead.mjs';
import { setUp } from './officer.mjs';

let program, browser, page, heard;

before(async () => {
  program = await start();
  browser = await launch();
  page = await (await browser.newContext()).newPage();
  page.setDefaultTimeout(20_000);
  heard = listen(page, program.address);
  await setUp(page, program.setup);
});

after(async () => {
  await browser?.close();
  await program?.stop();
});

// tabTo presses Tab until the control has the focus.
const tabTo = async selector => {
  for (let n = 0; n < 120; n++) {
    if (await page.evaluate(wanted => document.activeElement.matches(wanted), selector)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${selector} is not reached with the Tab key`);
};

test('a theme is changed, looked at with other eyes and published without a pointer', async () => {
  await page.goto(program.address + '/studio/settings/themes/council');
  await tabTo('#footer');
  await page.keyboard.type('Made by the insight team');
  await page.locator('#theme-dock button[value=publish]').waitFor();
  await tabTo('#see');
  await page.keyboard.press('ArrowDown');
  const seen = await page.locator('#see').inputValue();
  assert.notEqual(seen, '');
  await tabTo('button[name=do][value=publish]');
  await page.keyboard.press('Enter');
  await page.waitForURL(/done=/);
  assert.equal(await page.locator('#footer').inputValue(), 'Made by the insight team');
});

test('nothing was wrong in the console', () => assert.deepEqual(heard, { errors: [], strangers: [] }));
