// From words to a published figure: an admin adds a portal, an officer searches
// it without JavaScript, uses a file, and the share page names its source. The
// portal is a small CKAN on this machine, written from its documented answers.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { holds, launch } from './browser.mjs';
import { start } from './figurehead.mjs';
import { setUp, waste } from './officer.mjs';

let program, browser, page, portal, site, down = false, file = waste, figure;

const dataset = n => ({
  id: `waste-${n}`, name: `waste-${n}`, title: n ? `Household waste by method, part ${n}` : 'Waste that Essex collects, by method', license_id: 'uk-ogl', license_title: 'UK Open Government Licence (OGL)',
  notes: 'Tonnes and percentages of the waste that councils collect, by how it is managed. Financial years.', metadata_modified: '2026-05-01T10:11:12.123456',
  organization: { title: 'Department for Environment, Food and Rural Affairs' },
  resources: [
    { id: `csv-${n}`, name: 'Council collected waste, all years', format: 'CSV', url: `${site}/waste.csv`, size: waste.length },
    { id: `gone-${n}`, name: 'An unbroken-name_that_is_very_long_indeed_and_has_no_space_in_it_at_all_2018_19_final_v2', format: 'XLSX ', url: `${site}/gone.xlsx` },
    { id: `pdf-${n}`, name: 'Report', format: 'PDF', url: `${site}/report.pdf` },
  ],
});

before(async () => {
  portal = createServer((request, response) => {
    const url = new URL(request.url, site);
    const reply = result => response.end(JSON.stringify({ success: true, result }));
    if (down) return response.writeHead(503, { 'Retry-After': '900' }).end();
    if (url.pathname === '/waste.csv') return file ? response.end(file) : response.writeHead(500).end();
    if (url.pathname.startsWith('/dataset/')) return response.end('<!DOCTYPE html><title>A dataset</title>');
    if (url.pathname.endsWith('/package_show')) return reply(dataset(Number(url.searchParams.get('id').split('-')[1])));
    if (!url.pathname.endsWith('/package_search')) return response.writeHead(404).end();
    const found = 'waste'.includes(url.searchParams.get('q')) ? [0, 1, 2, 3] : [];
    return reply({ count: found.length, results: found.map(dataset) });
  });
  await new Promise(ready => portal.listen(0, '127.0.0.1', ready));
  site = `http://127.0.0.1:${portal.address().port}`;
  program = await start({ env: { FIGUREHEAD_FETCH_NETWORKS: '127.0.0.1/32', FIGUREHEAD_FETCH_PORTS: `80, 443, ${portal.address().port}` } });
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
  await page.goto(program.address + '/studio/settings/portals');
  for (let n = await page.getByRole('button', { name: /^Switch off/ }).count(); n > 0; n--) {
    await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: /^Switch off/ }).first().click()]);
  }
  await page.locator('#name').fill('Local portal');
  await page.locator('#address').fill(site + '/');
  await page.locator('#kind').selectOption('find-out');
  await page.getByRole('button', { name: 'Add it' }).click();
  await page.getByText('Saved.').waitFor();
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
  await page.getByText(/On a day by itself, next: /).waitFor();
  for (let tries = 0; tries < 60 && !await page.locator('.fh-note').getByText(words).count(); tries++) {
    await page.waitForTimeout(500);
    await page.reload();
  }
  assert.match(await page.locator('.fh-note').innerText(), words);
}

test('the source changes and the figure follows by itself; it breaks and the figure stays', async () => {
  assert.match(await page.locator('h1').innerText(), /2018\/19/);
  file = waste.replaceAll('2018/19', '2019/20'); // the publisher moves the last year on
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
  file = '';
  await byItself(/The server answered with an error \(500\)\./);
  await page.getByText(/Figures stay as they are, with data as at/).waitFor();
  await page.getByText('Earlier tries').click();
  await page.getByRole('cell', { name: 'By itself' }).waitFor();
  assert.equal(await published(), after, 'the figure stays as it was');
  await page.goto(program.address + '/studio/datasets');
  await page.getByText(/Could not be fetched, /).waitFor();
  file = waste;
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
  await seen.getByText(/Published figures follow in the name of Environment comms/).waitFor();
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
  down = true;
  await seen.getByRole('button', { name: 'Search' }).click();
  await seen.getByText('Local portal is too busy to answer. Try again in 15 minutes.').waitFor();
  await holds(seen, 'find-down');
  await context.close();
});
