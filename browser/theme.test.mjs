// The theme editor by keyboard alone, and by somebody quicker than the server.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, listen, patience } from './browser.mjs';
import { start } from './figurehead.mjs';
import { setUp } from './officer.mjs';

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

test('a button pressed while a change is on its way waits for it', async () => {
  const button = page.locator('#publish'), footer = page.locator('#footer');
  await page.goto(program.address + '/studio/settings/themes/council'); // whose address says nothing of done
  await footer.fill('Made by the');
  await button.waitFor();
  let asked, answer;
  const [coming, held] = [new Promise(resolve => { asked = resolve; }), new Promise(resolve => { answer = resolve; })];
  await page.route('**/themes/council', async route => {
    if (!route.request().headers()['hx-request']) return route.continue();
    const response = await route.fetch(); // kept by the server, not yet known to the page
    asked();
    await held;
    await route.fulfill({ response });
  });
  await footer.fill('Made by the data team');
  await coming;
  await button.press('Enter');
  answer();
  await page.waitForURL(/done=published/);
  assert.equal(await footer.inputValue(), 'Made by the data team');
  await page.unroute('**/themes/council');
});

test('nothing was wrong in the console', () => assert.deepEqual(heard, { errors: [], strangers: [] }));
