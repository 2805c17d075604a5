// From words to a published figure: an admin adds a portal, an officer searches
// it without JavaScript, uses a file, and the share page names its source. The
// portal is a small CKAN on this machine.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { holds, launch } from './browser.mjs';
import { start } from './figurehead.mjs';
import { setUp, waste } from './officer.mjs';
import { searchOnly, startPortal } from './portal.mjs';

let program, browser, page, portal, site, is, figure;

before(async () => {
  portal = await startPortal();
  ({ site, is } = portal);
  program = await start({ env: portal.env });
  browser = await launch();
  const context = await browser.newContext({ javaScriptEnabled: false });
  page = await context.newPage();
  await setUp(page, program.setup);
});

after(async () => {
  await browser?.close();
  await program?.stop();
  portal?.close();
});

test('an admin adds a portal and switches the others off', async () => {
  await searchOnly(page, program.address, site);
  await page.getByRole('button', { name: /^Try it.*Local portal/ }).click();
  await page.getByText('It answers with 4 datasets').waitFor();
});

test('a search becomes a figure with its source', async () => {
  await page.goto(program.address + '/studio/new');
  await page.locator('#q').fill('waste');
  await page.getByRole('button', { name: 'Search' }).click();
  await page.getByRole('heading', { name: 'Local portal: 4 datasets' }).waitFor();
  const chosen = page.locator('article').first();
  assert.match(await chosen.innerText(), /Department for Environment, Food and Rural Affairs\. Open Government Licence v3\.0\. Updated 1 May 2026\./);
  await chosen.getByRole('button', { name: /^Use XLSX/ }).click();
  await page.locator('.govuk-error-summary').waitFor();
  assert.match(await page.locator('#chosen').innerText(), /There is no file at this address any more.*Nothing was stored\./);
  await page.getByRole('button', { name: /^Use CSV/ }).click();
  await page.waitForURL(/\/read$/);
  await page.getByRole('button', { name: 'Yes, use it like this' }).click();
  await page.locator('.fh-card__go').first().click();
  await page.locator('#title').fill('{latest} was recycled in Essex in {latest:period}');
  await page.locator('#subtitle').fill('Household waste, percentage');
  await page.getByRole('button', { name: 'Check it' }).click();
  await page.locator('#vouch').check();
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await page.waitForURL(/\/kit$/);
  figure = await page.locator('#share').inputValue();
  await page.goto(figure);
  const source = await page.locator('main').innerText();
  assert.match(source, /Department for Environment, Food and Rural Affairs/);
  assert.match(source, /Open Government Licence v3\.0/);
  assert.ok(await page.locator(`a[href="${site}/dataset/waste-0"]`).count() >= 1, 'the share page leads to the page of the dataset');
});

// byItself has the dataset fetched with nobody there: on a day, and the day is
// today. The page is loaded again until it says what came of it.
async function byItself(words) {
  const today = new Date().toLocaleDateString('sv', { timeZone: 'Europe/London' });
  await page.locator('#rule').selectOption('once');
  await page.locator('#day').fill(today);
  await page.getByRole('button', { name: 'Save how often' }).click();
  await page.getByText(/On a day by itself, next: /).first().waitFor();
  for (let tries = 0; tries < 60 && !await page.locator('.fh-note').getByText(words).count(); tries++) {
    await page.waitForTimeout(500);
    await page.reload();
  }
  assert.match(await page.locator('.fh-note').innerText(), words);
}

test('the source changes and the figure follows by itself; it breaks and the figure stays', async () => {
  assert.match(await page.locator('h1').innerText(), /2018\/19/);
  is.file = waste.replaceAll('2018/19', '2019/20'); // the publisher moves the last year on
  await page.goto(program.address + '/studio/datasets');
  await page.getByRole('rowheader').first().getByRole('link').click();
  const dataset = page.url();
  await page.getByRole('button', { name: 'See what would change' }).click();
  await page.getByText('Now it says “51.1% was recycled in Essex in 2018/19”.').waitFor();
  assert.match(await page.locator('main').innerText(), /51\.1% was recycled in Essex in 2019\/20/);
  await page.goto(dataset);
  await byItself(/One published figure follows the newest copy\./);
  await page.waitForTimeout(1100); // the public face is at most a second behind
  const published = async () => (await page.request.get(figure)).text(); // past the browser's cache
  const after = await published();
  assert.match(after, /2019\/20/, 'the figure has the newer year');
  is.file = '';
  await byItself(/The server answered with an error \(500\)\./);
  await page.getByText(/Figures stay as they are, with data as at/).waitFor();
  await page.getByText('Earlier tries').click();
  await page.getByRole('cell', { name: 'By itself' }).waitFor();
  assert.equal(await published(), after, 'the figure stays as it was');
  await page.goto(program.address + '/studio/datasets');
  await page.getByText(/Could not be fetched, /).waitFor();
  is.file = waste;
});

test('the address of a page lists its files', async () => {
  await page.goto(program.address + '/studio/new');
  await page.locator('#data').fill(site + '/dataset/waste-1');
  await page.locator('#from-ours').check();
  await page.getByRole('button', { name: 'Read it' }).click();
  await page.getByRole('heading', { name: 'Choose what to use' }).waitFor();
  await page.getByRole('button', { name: /^Use CSV/ }).click();
  await page.waitForURL(/\/read$/);
});

test('nothing found is said in its place', async () => {
  await page.goto(program.address + '/studio/find?q=zzzz');
  await page.getByRole('button', { name: 'Search' }).click();
  await page.getByText('Nothing here fits “zzzz”.').waitFor();
});

test('the pages at every width', async () => {
  const context = await browser.newContext({ storageState: await page.context().storageState() });
  const seen = await context.newPage();
  await seen.goto(program.address + '/studio/settings/portals');
  await holds(seen, 'settings-portals');
  await seen.locator('#address').fill('not an address');
  await seen.getByRole('button', { name: 'Add it' }).click();
  await seen.locator('.govuk-error-summary').waitFor();
  await holds(seen, 'settings-portals-error');
  await seen.goto(program.address + '/studio/new');
  await holds(seen, 'start-search');
  await seen.goto(program.address + '/studio/datasets');
  await seen.getByRole('rowheader').last().getByRole('link').click();
  await seen.locator('#rule').selectOption('daily');
  await seen.getByRole('button', { name: 'Save how often' }).click();
  await seen.getByText(/Published figures follow in the name of Environment comms/).first().waitFor();
  await seen.getByText('Earlier tries').click();
  await holds(seen, 'dataset-failed');
  await seen.getByRole('link', { name: 'Say what a newer file may hold' }).click();
  await seen.locator('#low-0').fill('few');
  await seen.getByRole('button', { name: 'Save', exact: true }).click();
  await seen.locator('.govuk-error-summary').waitFor();
  await holds(seen, 'dataset-bands-error');
  await seen.goto(program.address + '/studio/datasets');
  await seen.getByRole('rowheader').last().getByRole('link').click();
  await seen.getByRole('button', { name: 'See what would change' }).click();
  await seen.getByRole('heading', { name: 'What would change' }).waitFor();
  await holds(seen, 'dataset-trial');
  await seen.goto(program.address + '/studio/find');
  await holds(seen, 'find');
  await seen.locator('#q').fill('waste');
  await seen.getByRole('button', { name: 'Search' }).click();
  await seen.locator('article').first().waitFor();
  await holds(seen, 'find-results');
  await seen.getByRole('button', { name: /^Use XLSX/ }).first().click();
  await seen.locator('#chosen').waitFor();
  await holds(seen, 'find-error');
  is.down = true;
  await seen.getByRole('button', { name: 'Search' }).click();
  await seen.getByText('Local portal is too busy to answer. Try again in 15 minutes.').waitFor();
  await holds(seen, 'find-down');
  await context.close();
});
