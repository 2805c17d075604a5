// States of pages that have no address of their own, and every public figure,
// at three widths; routes.test.mjs holds every address.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { holds, launch, listen } from './browser.mjs';
import { start } from './figurehead.mjs';
import { officer, password, setUp, waste } from './officer.mjs';

let program, browser, context, page, heard;

before(async () => {
  program = await start({ demo: true });
  browser = await launch();
  context = await browser.newContext();
  page = await context.newPage();
  heard = listen(page, program.address);
});

after(async () => {
  await browser?.close();
  await program?.stop();
});

// hold opens a path of the program and holds it.
async function hold(path, name, status = 200) {
  const answer = await page.goto(program.address + path);
  assert.equal(answer.status(), status, `${path} answers ${answer.status()}`);
  await holds(page, name);
}

test('public pages', async () => {
  await hold('/', 'gallery');
  const shares = await page.locator('main a[href^="/w/"]').evaluateAll(links => [...new Set(links.map(a => a.getAttribute('href')))]);
  const figures = [...new Set(shares.map(path => path.match(/^\/w\/[0-9a-z]{26}/)[0]))];
  assert.ok(figures.length >= 5, `${figures.length} figures in the gallery`);
  for (const [i, path] of figures.entries()) await hold(path, `share-${i}`);
  await hold('/?q=landfill', 'gallery-search');
  await hold('/?q=zzzz', 'gallery-nothing');
  await hold('/accessibility', 'accessibility');
  heard.errors.length = 0;
  await hold('/w/00000000000000000000000000', 'not-found', 404);
  heard.errors.length = 0; // Chromium logs a 404 as an error
  assert.deepEqual(heard.strangers, []);
});

test('set-up and sign-in', async () => {
  await page.goto(program.setup);
  await holds(page, 'setup');
  await setUp(page, program.setup);
  const visitor = await browser.newContext();
  const outside = await visitor.newPage();
  await outside.goto(program.address + '/sign-in');
  await holds(outside, 'sign-in');
  await outside.getByLabel('Email address').fill('comms@example.gov.uk');
  await outside.getByLabel('Password').fill('not ' + password);
  await outside.getByRole('button', { name: 'Sign in' }).click();
  await outside.locator('.govuk-error-summary').waitFor();
  await holds(outside, 'sign-in-error');
  await visitor.close();
});

test('states of the journey that have no address of their own', async () => {
  await page.goto(program.address + '/studio/new');
  await page.locator('#data').fill('"Year,Value\n2024,12\n');
  await page.locator('#from-ours').check();
  await page.getByRole('button', { name: 'Read it' }).click();
  await page.locator('.govuk-error-summary').waitFor();
  assert.match(await page.locator('#data').inputValue(), /^"Year/, 'the paste is kept');
  await holds(page, 'start-error');

  await page.goto(program.address + '/studio/new');
  await officer(page).paste(page.locator('#data'), waste);
  await page.locator('#from-other').check();
  await page.locator('#other').fill('Department for Environment, Food and Rural Affairs');
  await page.getByRole('button', { name: 'Read it' }).click();
  await page.waitForURL(/\/read$/);
  await page.getByRole('button', { name: 'Yes, use it like this' }).click();
  await page.waitForURL(/\/pick$/);
  assert.ok(await page.locator('.fh-card').count() >= 4, 'four suggestions');
  await page.locator('.fh-card__go').nth(1).click();
  await page.waitForURL(/\/say$/);
  await page.getByRole('button', { name: 'Check it' }).click();
  await page.waitForURL(/\/check$/);
  await holds(page, 'check-licence');
  await hold('/studio/figures?q=zzzz', 'figures-nothing');
  heard.errors = heard.errors.filter(e => !/422|404/.test(e)); // Chromium logs these answers as errors
  assert.deepEqual(heard, { errors: [], strangers: [] });
});

test('the accessibility statement, as it is filled in and as readers see it', async () => {
  await page.goto(program.address + '/studio/settings/accessibility');
  await page.locator('#status-partial').check();
  await page.getByRole('button', { name: 'Save for readers' }).click();
  await page.locator('.govuk-error-summary').waitFor();
  await holds(page, 'statement-error');
  await page.locator('#problems').fill('Maps made before 2026 have no table (1.1.1).\nSome titles are cut off at 400% (1.4.10).');
  await page.locator('#email').fill('web@example.gov.uk');
  await page.locator('#reply-days').fill('5');
  await page.locator('#prepared').fill('2026-11-02');
  await page.getByRole('button', { name: 'Save for readers' }).click();
  await page.getByText('Saved. See the statement as readers see it').waitFor();
  await holds(page, 'statement-saved');
  for (const [path, words] of [['/accessibility', 'within 5 working days'], ['/accessibility/cy', 'o fewn 5 diwrnod gwaith']]) {
    await hold(path, 'statement-' + path.split('/').at(-1));
    await page.getByText(words).waitFor();
  }
  heard.errors = heard.errors.filter(e => !/422/.test(e));
  assert.deepEqual(heard, { errors: [], strangers: [] });
});
