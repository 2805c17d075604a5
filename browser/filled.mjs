// A server with one thing of each noun, and where each named address leads there.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { officer, publish, setUp } from './officer.mjs';

const rows = n => Array.from({ length: n }, (_, i) => i);
const certificates = readFileSync(join(import.meta.dirname, '../server/demo/data/dluhc-epc-eb1-essex.csv'), 'utf8');
export const visits = (word = text => text) => 'Ward,Visits\n' + rows(12).map(i => `"${word(['Abbey', 'Bridge', 'Castle'][i % 3] + ' ' + i).replaceAll('"', '""')}",${i * 7 + 3}\n`).join('');
const clients = 'Client name,Email,Ward,Visits\n' + rows(30).map(i => `Amy Canary${'abcdefghijklmnopqrstuvwxyz'[i % 26]},canary${i}@example.org,Abbey,${i}\n`).join('');

const last = url => new URL(url).pathname.split('/');

// fill signs the page in as the first admin and returns { names, paths }: what
// stands for each parameter of a route, and paths whose parameter means
// something else than elsewhere. word changes the names in the tables.
export async function fill(page, program, { table, suggestion, word } = {}) {
  await setUp(page, program.setup);
  const { address } = program, names = {}, paths = {};
  const share = await publish(page, address, officer(page), { table, suggestion });
  names[':id'] = last(share).at(-1);
  names[':widget'] = names[':figure'] = last(page.url()).at(-2);
  Object.assign(names, { ':page': 'three-minutes', ':n': '1', ':preset.png': 'og.png', ':preset.svg': 'print.svg' });
  const posts = await page.locator('textarea').evaluateAll(all => all.map(text => text.value).join(' '));
  names[':code'] = posts.match(/\/s\/([0-9a-z]{7})/i)[1];
  paths['/studio/figures/chosen'] = `/studio/figures/chosen?do=withdraw&figure=${names[':widget']}`;
  await draft(page, address, names, visits(word));
  await release(page, address, names, paths, visits(word));
  await set(page, address, names, paths);
  await campaign(page, address, names, paths);
  await webhook(page, address, names);
  await brand(page, address, names, paths);
  await people(page, address, names, paths);
  names[':directorate'] = await firstID(page, address + '/studio/settings');
  names[':portal'] = await firstID(page, address + '/studio/settings/portals');
  return { names, paths };
}

// pathOf is the path that a route stands for.
export function pathOf(route, { names, paths }) {
  if (paths[route]) return paths[route];
  return route.split('/').map(word => {
    if (!word.startsWith(':')) return word;
    if (!names[word]) throw new Error(`${route}: nothing stands for ${word} in filled.mjs`);
    return names[word];
  }).join('/');
}

// firstID is the id of the first thing that a page of settings lists.
async function firstID(page, at) {
  await page.goto(at);
  return page.locator('main input[name=id]').first().getAttribute('value');
}

// draft leaves a figure that is not published, and names its data.
async function draft(page, address, names, table) {
  await page.goto(address + '/studio/new');
  await page.locator('#data').fill(table);
  await page.locator('#from-ours').check();
  await page.getByRole('button', { name: 'Read it' }).click();
  await page.waitForURL(/\/read$/);
  names[':snapshot'] = last(page.url()).at(-2);
  await page.getByRole('button', { name: 'Yes, use it like this' }).click();
  await page.waitForURL(/\/pick$/);
  await page.locator('.fh-card__go').first().click();
  await page.waitForURL(/\/say$/);
  await page.goto(address + '/studio/datasets');
  await page.getByRole('rowheader').first().getByRole('link').click();
  await page.waitForURL(/\/studio\/datasets\/./);
  names[':dataset'] = last(page.url()).at(-1);
}

// release keeps a new release of the data of the draft, and sends another that
// waits to be looked at.
async function release(page, address, names, paths, table) {
  const send = async text => {
    await page.goto(`${address}/studio/datasets/${names[':dataset']}/release`);
    await page.locator('#data').fill(text);
    await page.getByRole('button', { name: 'See what would change' }).click();
    await page.waitForURL(/\/release\/./);
  };
  await send(table.replace(',3\n', ',4\n'));
  await page.getByRole('button', { name: 'Use this release' }).click();
  await page.waitForURL(url => !url.pathname.includes('/release'));
  await page.goto(`${address}/studio/datasets/${names[':dataset']}`);
  paths['/studio/datasets/:dataset/copies/:snapshot'] = await page.locator('a[href*="/copies/"]').first().getAttribute('href');
  await send(table.replace(',3\n', ',5\n'));
  paths['/studio/datasets/:dataset/release/:held'] = new URL(page.url()).pathname;
}

// set makes figures of the districts of Essex and publishes them.
async function set(page, address, names, paths) {
  await page.goto(address + '/studio/new');
  await page.locator('#data').fill(certificates);
  await page.locator('#from-ours').check();
  await page.getByRole('button', { name: 'Read it' }).click();
  await page.waitForURL(/\/read$/);
  await page.getByRole('button', { name: 'Yes, use it like this' }).click();
  await page.waitForURL(/\/pick$/);
  await page.locator('.fh-card__go').first().click();
  await page.waitForURL(/\/say$/);
  await page.getByRole('button', { name: 'Make one for each place' }).click();
  await page.waitForURL(/\/studio\/sets\/[0-9a-f-]+$/);
  names[':set'] = last(page.url()).at(-1);
  await page.locator('#vouch').check();
  await page.getByRole('button', { name: /^Publish \d+ figures/ }).click();
  await page.waitForURL(/\/kit$/, { timeout: 120_000 });
  paths['/p/:id'] = new URL(await page.locator('#share').inputValue()).pathname;
}

// campaign finds the one of the demo, and begins one that can still be deleted.
async function campaign(page, address, names, paths) {
  await page.goto(address + '/studio/campaigns');
  const path = await page.locator('main a[href^="/studio/campaigns/"]:not([href$="/new"])').first().getAttribute('href');
  names[':campaign'] = path.split('/').at(-1);
  names[':slug'] = (await (await page.request.get(address + '/sitemap.xml')).text()).match(/\/c\/([^<]+)/)[1];
  await page.goto(address + '/studio/campaigns/new');
  await page.locator('#name').fill('Not public yet');
  await page.locator('main form button').last().click();
  await page.waitForURL(/\/studio\/campaigns\/[0-9a-f-]+$/);
  paths['/studio/campaigns/:campaign/delete'] = new URL(page.url()).pathname + '/delete';
}

// brand looks up a brand colour; what is found waits to be taken over.
async function brand(page, address, names, paths) {
  names[':theme'] = 'council';
  await page.goto(address + '/studio/settings/themes/council');
  await page.locator('#from').fill('#12436d');
  await page.getByRole('button', { name: 'Look it up' }).click();
  await page.waitForURL(/\/import\?found=/);
  const { pathname, search } = new URL(page.url());
  paths['/studio/settings/themes/:theme/import'] = pathname + search;
}

// webhook adds a program that is told; nothing is sent to it.
async function webhook(page, address, names) {
  await page.goto(address + '/studio/settings/webhooks');
  await page.locator('#address').fill('https://hooks.example.gov.uk/figures');
  await page.locator('main input[type=checkbox]').first().check();
  await page.getByRole('button', { name: /^Add/ }).click();
  await page.getByText('Webhook', { exact: false }).first().waitFor();
  await page.goto(address + '/studio/settings/webhooks');
  names[':webhook'] = (await page.locator('a[href^="/studio/settings/webhooks/"]').first().getAttribute('href')).split('/').at(-1);
}

// wide is a table with more columns than are read.
function wide() {
  const columns = Array.from({ length: 300 }, (_, n) => (n ? `Year ${1700 + n}` : 'Ward'));
  return [columns, ...['Abbey', 'Bridge', 'Castle'].map((ward, row) => columns.map((_, n) => (n ? n * 10 + row : ward)))].map((cells) => cells.join('\t')).join('\n');
}

// people makes a file wait for its decisions, and a person wait for a password.
async function people(page, address, names, paths) {
  await page.goto(address + '/studio/new');
  await page.locator('#file').setInputFiles({ name: 'clients.csv', mimeType: 'text/csv', buffer: Buffer.from(clients) });
  await page.locator('#from-ours').check();
  await page.getByRole('button', { name: 'Read it' }).click();
  await page.waitForURL(/\/people$/);
  names[':held'] = last(page.url()).at(-2);
  await page.goto(address + '/studio/new');
  await page.locator('#data').fill(wide());
  await page.locator('#from-ours').check();
  await page.getByRole('button', { name: 'Read it' }).click();
  await page.waitForURL(/\/columns$/);
  paths['/studio/new/:held/columns'] = new URL(page.url()).pathname;
  const csrf = await page.locator('main input[name=csrf]').first().inputValue();
  const started = await page.request.post(address + '/studio/new', {
    headers: { Prefer: 'respond-async', Origin: address },
    form: { csrf, data: visits().replaceAll('Castle', 'Dock'), from: 'ours' }, maxRedirects: 0,
  });
  names[':job'] = (started.headers().location ?? '').split('/').at(-1);
  await page.goto(address + '/studio/users');
  await page.getByLabel('Name').fill('Environment viewer');
  await page.getByLabel('Email address').fill('viewer@example.gov.uk');
  await page.getByRole('button', { name: 'Add and make a link' }).click();
  const link = (await page.content()).match(/\/sign-in\/link\/([^"<\s]+)/)[1];
  paths['/sign-in/link/:token'] = `/sign-in/link/${link}`;
  await page.goto(address + '/studio/users');
  names[':user'] = names[':person'] = last(new URL(await page.getByRole('link', { name: 'Environment viewer' }).getAttribute('href'), address).href).at(-1);
}

