// A file with people in it, by keyboard and without JavaScript: an editor is
// asked about each column before anything is stored, and decides.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { holds, launch, patience } from './browser.mjs';
import { start } from './figurehead.mjs';
import { setUp } from './officer.mjs';

let program, browser, context, page;

const clients = 'Client name,Email,Postcode,Date of birth,Ward,Visits\n' + Array.from({ length: 30 }, (_, i) =>
  `Amy Canary${String.fromCharCode(97 + i % 26)},canary${i}@example.org,CM${1 + i % 3} 1QH,${10 + i % 18}/03/19${50 + i},${['Abbey', 'Bridge', 'Castle'][i % 3]},${i % 17}\n`).join('');

before(async () => {
  program = await start();
  browser = await launch();
  context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 320, height: 640 } });
  page = await context.newPage();
  page.setDefaultTimeout(patience);
  await setUp(page, program.setup);
});

after(async () => {
  await browser?.close();
  await program?.stop();
});

// looks opens the same address with JavaScript, as axe needs it.
async function looks(name) {
  const other = await browser.newContext({ storageState: await context.storageState() });
  const seen = await other.newPage();
  await seen.goto(page.url());
  await holds(seen, name);
  await other.close();
}

const narrow = () => page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);

const press = async key => page.keyboard.press(key);

// tabTo moves with the Tab key alone until the element has the focus.
async function tabTo(selector) {
  for (let n = 0; n < 80; n++) {
    if (await page.locator(selector).evaluate(e => e === document.activeElement)) return;
    await press('Tab');
  }
  assert.fail(`${selector} is not reached with the Tab key`);
}

test('every column is asked about, and nothing is shown', async () => {
  await page.goto(program.address + '/studio/new');
  await page.locator('#file').setInputFiles({ name: 'clients.csv', mimeType: 'text/csv', buffer: Buffer.from(clients) });
  await page.locator('#from-ours').check();
  await page.getByRole('button', { name: 'Read it' }).click();
  await page.waitForURL(/\/people$/);
  assert.deepEqual(await page.locator('legend').allTextContents(), ['Client name', 'Email', 'Postcode', 'Date of birth']);
  assert.ok(!/canary/i.test(await page.content()), 'the page shows no value');
  await looks('people');
});

test('by keyboard: a reason that is missing is asked for', async () => {
  await page.setViewportSize({ width: 320, height: 640 });
  await page.locator('body').focus();
  await tabTo('#use-0-drop');
  await press('ArrowDown'); // keep
  assert.ok(await page.locator('#use-0-keep').isChecked());
  await tabTo('#use-2-drop');
  await press('ArrowDown');
  assert.ok(await page.locator('#use-2-cut').isChecked(), 'postcodes to districts');
  await tabTo('#use-3-drop');
  await press('ArrowDown');
  await tabTo('.fh-dock button');
  await press('Enter');
  await page.locator('.govuk-error-summary').waitFor();
  assert.equal(await page.locator('.govuk-error-summary a').getAttribute('href'), '#reason-0');
  assert.ok(await page.locator('#use-2-cut').isChecked(), 'the other answers stay');
  assert.ok(await narrow(), 'nothing is wider than 320 px');
  await page.screenshot({ path: new URL('out/people-mend-320.png', import.meta.url).pathname, fullPage: true });
});

test('by keyboard: decided, and what was decided is said', async () => {
  await page.setViewportSize({ width: 320, height: 640 });
  await tabTo('#use-0-keep');
  await press('ArrowUp');
  assert.ok(await page.locator('#use-0-drop').isChecked());
  await tabTo('.fh-dock button');
  await press('Enter');
  await page.waitForURL(/\/read$/);
  const said = await page.locator('main').innerText();
  for (const words of ['“Client name” was left out', '“Email” was left out', '“Postcode” was made coarser', '“Date of birth” was made coarser', 'Decided by Environment comms', 'CM1']) {
    assert.ok(said.includes(words), `${words} in: ${said}`);
  }
  assert.ok(!/canary/i.test(await page.content()), 'nobody is on the page');
  await looks('people-read');
});
