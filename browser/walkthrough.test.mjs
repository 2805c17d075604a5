// The walkthrough of docs/how-to/three-minutes.md, walked: each page says what
// it said when its picture was taken. FIGUREHEAD_PICTURES=1 takes them again.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { launch } from './browser.mjs';
import { start } from './figurehead.mjs';
import { setUp, waste } from './officer.mjs';

const folder = join(import.meta.dirname, '../docs/pictures/walkthrough'), record = join(folder, 'pages.json');
const taking = Boolean(process.env.FIGUREHEAD_PICTURES);
const recorded = existsSync(record) ? JSON.parse(readFileSync(record, 'utf8')) : {};
const now = {};
let program, browser, page;

before(async () => {
  program = await start();
  browser = await launch();
  page = await (await browser.newContext({ viewport: { width: 1100, height: 820 } })).newPage();
  await setUp(page, program.setup);
  await page.goto(program.address + '/studio/new');
  await page.getByRole('button', { name: 'Not now' }).click();
});

after(async () => {
  if (taking) writeFileSync(record, JSON.stringify(now, null, 1) + '\n');
  await browser?.close();
  await program?.stop();
});

// words are those of a page that do not change from one run to the next.
const words = async () => (await page.locator('main').innerText())
  .replaceAll(/https?:\/\/[^\s"<]+|127\.0\.0\.1:\d+\S*/g, '')
  .replaceAll(/\d{1,2} (January|February|March|April|May|June|July|August|September|October|November|December) \d{4}|\d{1,2}:\d{2}[ap]m|just now|\d+ kB|[0-9a-z]{26}/g, '')
  .replaceAll(/\d+( of [\d,]+ characters)/g, '$1')
  .replaceAll(/\s+/g, ' ');

async function picture(name) {
  await page.evaluate(() => { scrollTo(0, 0); document.activeElement?.blur(); });
  now[name] = createHash('sha256').update(await words()).digest('hex');
  if (taking) await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' });
  else assert.equal(now[name], recorded[name], `docs/pictures/walkthrough/${name}.png shows another page than the studio does now: take the pictures again with FIGUREHEAD_PICTURES=1 node --test walkthrough.test.mjs`);
}

test('the pictures of the walkthrough are of the studio as it is', async () => {
  await page.goto(program.address + '/studio/new');
  await page.locator('#data').fill(waste.split('\n').slice(0, 9).join('\n'));
  await page.locator('#from-other').check();
  await page.locator('#other').fill('Department for Environment, Food and Rural Affairs');
  await picture('1-start');
  await page.locator('#data').evaluate((box, text) => { box.value = text; }, waste);
  await page.getByRole('button', { name: 'Read it' }).click();
  await page.waitForURL(/\/read$/);
  await picture('2-understand');
  await page.getByRole('button', { name: 'Yes, use it like this' }).click();
  await page.waitForURL(/\/pick$/);
  await picture('3-pick');
  await page.locator('.fh-card__go').first().click();
  await page.waitForURL(/\/say$/);
  await picture('4-say-it');
  await page.getByRole('button', { name: 'Check it' }).click();
  await page.waitForURL(/\/check$/);
  await page.locator('#licence').selectOption('OGL-UK-3.0');
  await page.getByRole('button', { name: 'Use this licence' }).click();
  await page.locator('#vouch').waitFor();
  await picture('5-check');
  await page.locator('#vouch').check();
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await page.waitForURL(/\/kit$/);
  await page.locator('.fh-shots img').last().scrollIntoViewIfNeeded();
  await picture('6-kit');
});

test('help shows them', async () => {
  await page.goto(program.address + '/studio/help/three-minutes');
  const pictures = page.locator('img.fh-picture');
  assert.equal(await pictures.count(), Object.keys(now).length);
  for (const shown of await pictures.all()) {
    await shown.scrollIntoViewIfNeeded();
    await shown.evaluate(image => image.decode());
    assert.ok(await shown.getAttribute('alt'));
  }
});
