// Campaigns: without scripts from nothing to a public page; two editors; the
// pages of the studio and the public page at three widths.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { holds, launch, listen } from './browser.mjs';
import { start } from './figurehead.mjs';
import { setUp } from './officer.mjs';

let program, browser, signedIn;

before(async () => {
  program = await start({ demo: true });
  browser = await launch();
  const context = await browser.newContext();
  const page = await context.newPage();
  await setUp(page, program.setup);
  signedIn = await context.storageState();
  await context.close();
});

after(async () => {
  await browser?.close();
  await program?.stop();
});

// make adds a campaign and leads to its page.
async function make(page, name) {
  await page.goto(program.address + '/studio/campaigns');
  await page.getByRole('link', { name: 'New campaign' }).click();
  await page.getByLabel('What is the campaign called?').fill(name);
  await page.getByRole('button', { name: 'Make it' }).click();
  await page.waitForURL(/\/studio\/campaigns\/[0-9a-f-]{36}$/);
}

test('a campaign without scripts, from nothing to its public page', async () => {
  const context = await browser.newContext({ storageState: signedIn, javaScriptEnabled: false });
  const page = await context.newPage();
  await make(page, 'Less waste');
  await page.getByRole('link', { name: 'Add figures' }).click();
  const boxes = page.getByRole('checkbox');
  await boxes.nth(0).check();
  await boxes.nth(1).check();
  await page.getByRole('button', { name: 'Add to the campaign' }).click();
  const titles = () => page.locator('.fh-chosen .fh-work b').allInnerTexts();
  const [first, second] = await titles();
  await page.getByRole('button', { name: 'Move down: ' + first }).click();
  assert.deepEqual(await titles(), [second, first], 'the order');
  await page.locator('#intro').fill('Here is **why**.');
  await page.locator('.fh-chosen summary').nth(1).click();
  await page.locator('#figure-2-heading').fill('A closer look');
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await page.getByRole('link', { name: 'See the public page' }).click();
  await page.waitForURL(/\/c\/less-waste$/);
  assert.equal(await page.locator('h1').innerText(), 'Less waste');
  assert.equal(await page.locator('.fh-prose--lede strong').innerText(), 'why');
  assert.equal(await page.locator('figure').count(), 2);
  const picture = await page.locator('meta[property="og:image"]').getAttribute('content');
  const drawn = await page.request.get(picture);
  assert.equal(drawn.headers()['content-type'], 'image/png');
  await context.close();
});

test('two people at one campaign: the second is told, and nothing is lost', async () => {
  const one = await browser.newContext({ storageState: signedIn }), page = await one.newPage();
  const heard = listen(page, program.address);
  await make(page, 'Two people');
  const other = await one.newPage();
  await other.goto(page.url());
  await page.locator('#intro').fill('Mine, while I type.');
  await page.getByText(/Saved at/).waitFor();
  await page.waitForResponse(r => r.request().method() === 'POST' && r.ok());
  await page.locator('#goal').fill('Again, with nobody in between.');
  await page.waitForResponse(r => r.request().method() === 'POST' && r.ok());
  assert.deepEqual(heard.errors, []);
  await other.locator('#intro').fill('Theirs.');
  await other.locator('#conflict .govuk-error-summary').waitFor();
  assert.match(await other.locator('#conflict').innerText(), /Mine, while I type\./);
  await holds(other, 'campaign-conflict');
  await other.getByRole('button', { name: 'Use mine' }).click();
  await other.waitForURL(/\/studio\/campaigns\/[0-9a-f-]{36}$/);
  assert.equal(await other.locator('#intro').inputValue(), 'Theirs.');
  await one.close();
});

test('changes of several fields in a row are nobody else’s', async () => {
  const context = await browser.newContext({ storageState: signedIn });
  const page = await context.newPage();
  await make(page, 'In a row');
  for (const [field, text] of [['#goal', 'More food waste.'], ['#intro', 'Every week.'], ['#starts', '2027-03-02'], ['#ends', '2027-02-01']]) await page.locator(field).fill(text);
  await page.locator('#saved').getByText('Not saved. The last day must be the first day or later').waitFor();
  await page.locator('#ends').fill('2027-03-31');
  await page.locator('#saved').getByText(/Saved at/).waitFor();
  assert.equal(await page.locator('#conflict .govuk-error-summary').count(), 0, 'no conflict with oneself');
  await page.reload();
  assert.equal(await page.locator('#ends').inputValue(), '2027-03-31');
  await context.close();
});

test('what was refused is not said any more once it is mended', async () => {
  const context = await browser.newContext({ storageState: signedIn });
  const page = await context.newPage();
  await make(page, 'The wrong way round');
  await page.locator('#starts').fill('2027-03-02');
  await page.locator('#ends').fill('2027-02-01');
  await page.locator('#saved').getByText(/^Not saved/).waitFor();
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await page.locator('.govuk-error-summary').waitFor();
  assert.equal(await page.locator('#ends').getAttribute('aria-invalid'), 'true');
  await page.locator('#ends').fill('2027-03-31');
  await page.locator('#saved').getByText(/^Saved at/).waitFor();
  await page.locator('.govuk-error-summary').waitFor({ state: 'detached' });
  assert.equal(await page.locator('.govuk-error-message, .govuk-form-group--error, [aria-invalid]').count(), 0);
  await context.close();
});

test('every page at three widths', async () => {
  const context = await browser.newContext({ storageState: signedIn });
  const page = await context.newPage();
  const heard = listen(page, program.address);
  await page.goto(program.address + '/studio/campaigns');
  await holds(page, 'campaigns');
  await page.goto(program.address + '/studio/campaigns/new');
  await holds(page, 'campaign-new');
  await page.goto(program.address + '/studio/campaigns');
  await page.getByRole('link', { name: 'Recycle more at home' }).click();
  await page.waitForURL(/\/studio\/campaigns\/[0-9a-f-]{36}$/);
  await holds(page, 'campaign-edit');
  const here = page.url();
  await page.goto(here + '/add');
  await holds(page, 'campaign-add');
  await page.goto(here + '/take-down');
  await holds(page, 'campaign-take-down');
  await page.goto(program.address + '/c/recycle-more-at-home');
  await holds(page, 'campaign-public');
  await page.emulateMedia({ media: 'print' });
  await page.screenshot({ path: 'out/campaign-print.png', fullPage: true });
  assert.deepEqual(heard, { errors: [], strangers: [] });
  await context.close();
  const reader = await browser.newContext({ javaScriptEnabled: false });
  const plain = await reader.newPage();
  const requests = [];
  plain.on('request', request => requests.push(request.url()));
  await plain.goto(program.address + '/c/recycle-more-at-home');
  assert.equal((await reader.cookies()).length, 0, 'no cookie');
  assert.ok(requests.length <= 8, `${requests.length} requests`);
  await plain.locator('details summary').first().click();
  assert.ok(await plain.locator('details table').first().isVisible(), 'the table opens without scripts');
  await reader.close();
});
