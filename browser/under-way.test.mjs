// A long import: a large file is sent, its page shows how far it is read, it is
// cancelled and nothing is stored; sent again it ends where a short one does.
// A slow address without JavaScript: left, found again, cancelled.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { holds, launch, listen } from './browser.mjs';
import { start } from './figurehead.mjs';
import { setUp } from './officer.mjs';

let program, browser, page, context, heard, slow, site, gone = 0;
const folder = mkdtempSync(join(tmpdir(), 'figurehead-large-')), large = join(folder, 'large.csv');

before(async () => {
  const rows = ['Reference,Directorate,Month,Amount'];
  for (let n = 0; n < 1_400_000; n++) rows.push(`R${n},Directorate ${n % 7},2024-${String(n % 12 + 1).padStart(2, '0')},${n}.50`);
  writeFileSync(large, rows.join('\n') + '\n');
  slow = createServer((request, response) => {
    response.write('Month,Spent\n2024-01,1\n');
    response.on('close', () => gone++);
  });
  await new Promise(ready => slow.listen(0, '127.0.0.1', ready));
  site = `http://127.0.0.1:${slow.address().port}`;
  program = await start({ env: { FIGUREHEAD_FETCH_NETWORKS: '127.0.0.1/32', FIGUREHEAD_FETCH_PORTS: `80, 443, ${slow.address().port}` } });
  browser = await launch();
  context = await browser.newContext();
  page = await context.newPage();
  heard = listen(page, program.address);
  await setUp(page, program.setup);
});

after(async () => {
  await browser?.close();
  await program?.stop();
  slow?.closeAllConnections();
  slow?.close();
  rmSync(folder, { recursive: true, force: true });
});

const send = async () => {
  await page.goto(program.address + '/studio/new');
  await page.locator('#file').setInputFiles(large);
  await page.locator('#from-ours').check();
  await page.getByRole('button', { name: 'Read it' }).click();
};

test('a large file says how far it is, and cancelled it leaves nothing', async () => {
  await send();
  await page.waitForURL(/\/under-way\//);
  await page.getByRole('heading', { name: 'Reading large.csv' }).waitFor();
  const status = page.locator('#way [role=status]');
  assert.match(await status.textContent(), /^(Waiting|Reading|Checking)/);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByText('Cancelled. Nothing was stored.').waitFor();
  assert.ok(await page.locator('#from-ours').isChecked(), 'the form is as it was filled in');
  await page.goto(program.address + '/studio/datasets');
  await page.getByText('No data has come in yet.').waitFor();
});

test('sent again it is followed to its end without a word too many', async () => {
  await send();
  await page.waitForURL(/\/under-way\//);
  const said = new Set();
  while (!/\/read$/.test(page.url())) {
    for (const words of await page.locator('#way [role=status]').allTextContents().catch(() => [])) said.add(words);
    await page.waitForTimeout(100);
  }
  assert.ok(said.size >= 1 && said.size <= 4, `what is read out: ${[...said].join(', ')}`);
  assert.match(await page.locator('main').innerText(), /1,400,000/);
});

test('cancelled while it is sent', async () => {
  const client = await context.newCDPSession(page);
  await client.send('Network.enable');
  await client.send('Network.emulateNetworkConditions', { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 2 << 20 });
  await send();
  await page.getByText('Sending large.csv').waitFor();
  await page.getByText(/^[1-9]\d?% sent$/).waitFor();
  await holds(page, 'sending');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByText('Cancelled. Nothing was stored.').waitFor();
  assert.ok(await page.getByRole('button', { name: 'Read it' }).isVisible());
  await client.send('Network.emulateNetworkConditions', { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: -1 });
  assert.deepEqual(heard, { errors: [], strangers: [] });
});

test('a slow address without JavaScript', async () => {
  const plain = await browser.newContext({ javaScriptEnabled: false, storageState: await context.storageState() });
  const p = await plain.newPage();
  await p.goto(program.address + '/studio/new');
  await p.locator('#data').fill(site + '/spend.csv');
  await p.locator('#from-ours').check();
  await p.getByRole('button', { name: 'Read it' }).click();
  await p.waitForURL(/\/under-way\//);
  const at = p.url();
  await p.getByRole('link', { name: 'Look again' }).click();
  assert.equal(p.url(), at);
  await p.goto(program.address + '/studio/datasets');
  await p.getByRole('link', { name: /^See how far it is/ }).click();
  assert.equal(p.url(), at);
  // The same with JavaScript, for the eye and for axe.
  await page.goto(at);
  await holds(page, 'under-way');
  await page.goto(program.address + '/studio/new');
  await holds(page, 'start-under-way');
  await p.getByRole('button', { name: 'Cancel' }).click();
  await p.getByText('What you entered is still in the form.').waitFor();
  assert.equal(await p.locator('#data').inputValue(), site + '/spend.csv');
  for (let n = 0; gone === 0 && n < 100; n++) await new Promise(next => setTimeout(next, 100));
  assert.equal(gone, 1, 'the connection to the source is closed');
  await page.goto(at);
  await holds(page, 'cancelled');
  await plain.close();
});
