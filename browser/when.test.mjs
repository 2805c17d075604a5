// A figure is planned, a freeze is set and lifted, and readers report a problem:
// every screen of it at three widths, and the whole walk without JavaScript.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { holds, launch, patience } from './browser.mjs';
import { start } from './figurehead.mjs';
import { setUp } from './officer.mjs';

const recycling = 'Year,Area,Recycled (%)\n' + ['Braintree', 'Chelmsford', 'Colchester', 'Tendring', 'Uttlesford']
  .flatMap((area, i) => [49.1, 49.9, 51.1].map((n, y) => `${2016 + y}/${17 + y},${area},${n + i}`)).join('\n');

let program, browser, context, page;

before(async () => {
  program = await start();
  browser = await launch();
  context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 1280, height: 900 } });
  page = await context.newPage();
  page.setDefaultTimeout(patience);
  await setUp(page, program.setup);
});

after(async () => {
  await browser?.close();
  await program?.stop();
});

// looks opens the same address with JavaScript, as axe needs it.
async function looks(name, address = page.url()) {
  const other = await browser.newContext({ storageState: await context.storageState() });
  const seen = await other.newPage();
  await seen.goto(address);
  await seen.evaluate(() => document.querySelectorAll('main details').forEach(d => { d.open = true; }));
  await holds(seen, name);
  await other.close();
}

// day is a day from now as a field has it.
const day = ahead => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);

// toCheck goes from a pasted table to Check.
async function toCheck() {
  await page.goto(program.address + '/studio/new');
  await page.locator('#data').fill(recycling);
  await page.locator('#from-ours').check();
  await page.getByRole('button', { name: 'Read it' }).click();
  await page.getByRole('button', { name: 'Yes, use it like this' }).click();
  await page.locator('.fh-card__go').first().click();
  await page.getByRole('button', { name: 'Check it' }).click();
  await page.waitForURL(/\/check$/);
}

test('a figure is planned on Check', async () => {
  await toCheck();
  await looks('check-when');
  await page.locator('#when summary').click();
  await page.locator('#publish-day').fill(day(3));
  await page.locator('#publish-day').press('Enter');
  assert.ok(/\/check$/.test(page.url()), 'Enter in a field publishes nothing');
  assert.equal(await page.locator('#publish-day').inputValue(), day(3), 'and keeps what was typed');
  await page.getByRole('button', { name: 'Plan it' }).click();
  assert.equal(await page.locator('.govuk-error-summary a').first().getAttribute('href'), '#vouch');
  await page.locator('#vouch').check();
  await page.getByRole('button', { name: 'Plan it' }).click();
  assert.equal(await page.locator('.govuk-error-summary a').first().getAttribute('href'), '#publish-time');
  assert.ok(await page.locator('#vouch').isChecked(), 'the tick stays');
  await page.screenshot({ path: new URL('out/check-when-error-1280.png', import.meta.url).pathname, fullPage: true });
  await page.locator('#publish-time').fill('09:30');
  await page.locator('#withdraw-day').fill(day(30));
  await page.locator('#withdraw-time').fill('17:00');
  await page.locator('#withdraw-reason').fill('The campaign is over.');
  await page.getByRole('button', { name: 'Plan it' }).click();
  await page.waitForURL(/\/when$/);
  assert.match(await page.locator('h1').textContent(), /^Planned for 9:30am on/);
  await looks('when');
});

test('the plan is moved and cancelled', async () => {
  await page.locator('#publish-time').fill('11:00');
  await page.getByRole('button', { name: 'Save the times' }).click();
  assert.match(await page.locator('.fh-dl').textContent(), /11am on/);
  await page.getByRole('button', { name: 'Cancel the plan' }).click();
  await page.waitForURL(/\/check$/);
  assert.equal(await page.getByText('See what is planned').count(), 0);
});

test('a freeze is set, told of and lifted for a figure', async () => {
  const check = page.url();
  await page.goto(program.address + '/studio/freezes');
  await looks('freezes-empty');
  await page.locator('#reason').fill('Council elections on 6 May');
  await page.locator('#from-day').fill(day(-1));
  await page.locator('#to-day').fill(day(40));
  await page.getByRole('button', { name: 'Set the freeze' }).click();
  await looks('freezes');
  await page.goto(check);
  assert.equal(await page.getByRole('button', { name: 'Publish', exact: true }).count(), 0);
  await looks('check-freeze');
  await page.locator('#lift-reason').fill('A flood warning.');
  await page.getByRole('button', { name: 'Lift it for this figure' }).click();
  await page.locator('#vouch').check();
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await page.waitForURL(/\/kit$/);
  await page.getByRole('link', { name: 'Withdraw it at a time' }).click();
  await page.waitForURL(/\/when$/);
  await looks('when-withdraw');
});

test('a reader reports a problem, and it is closed', async () => {
  await page.goto(program.address + '/');
  await page.goto(program.address + await page.locator('a[href^="/w/"]').first().getAttribute('href'));
  await page.locator('a[href$="/report"]').click();
  await page.locator('#words').fill('bad');
  await page.locator('main button').click();
  assert.equal(await page.locator('.govuk-error-summary a').getAttribute('href'), '#words');
  await looks('report');
  await page.locator('#words').fill('The number for Uttlesford should be 55.2.');
  await page.locator('main button').click();
  await page.waitForURL(/sent=1$/);
  await looks('report-sent');
  await page.goto(program.address + '/studio/reports');
  await looks('reports');
  await page.locator('input[name=note]').fill('Mended in version 2.');
  await page.locator('.fh-checks button').click();
  assert.match(await page.locator('main').textContent(), /Mended in version 2\./);
  await page.goto(program.address + '/studio/account');
  await looks('account');
});
