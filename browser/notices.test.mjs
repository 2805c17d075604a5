// A source breaks: its officer sees it in the header, in her notices and under
// source health, mends it, and hears by email. The mail server and the source
// are small ones on this machine.
import assert from 'node:assert/strict';
import { createServer as createHTTP } from 'node:http';
import { createServer } from 'node:net';
import { after, before, test } from 'node:test';
import { holds, launch, patience } from './browser.mjs';
import { start } from './figurehead.mjs';
import { setUp, waste } from './officer.mjs';

let program, browser, context, page, source, site, broken = false, post, mails = [];

// A mail server that takes everything.
const takeMail = socket => {
  let inMail = false, text = '', rest = '';
  socket.write('220 postbox\r\n');
  socket.on('error', () => {});
  socket.on('data', chunk => {
    rest += chunk;
    for (let at; (at = rest.indexOf('\r\n')) >= 0; rest = rest.slice(at + 2)) {
      const line = rest.slice(0, at);
      if (inMail && line === '.') {
        mails.push(text);
        [inMail, text] = [false, ''];
        socket.write('250 taken\r\n');
      } else if (inMail) text += line + '\n';
      else if (line === 'DATA') { inMail = true; socket.write('354 go on\r\n'); }
      else if (line === 'QUIT') socket.end('221 bye\r\n');
      else socket.write(line.startsWith('EHLO') ? '250-postbox\r\n250 8BITMIME\r\n' : '250 ok\r\n');
    }
  });
};

before(async () => {
  source = createHTTP((_, response) => broken ? response.writeHead(404).end() : response.end(waste));
  post = createServer(takeMail);
  for (const server of [source, post]) await new Promise(ready => server.listen(0, '127.0.0.1', ready));
  site = `http://127.0.0.1:${source.address().port}/waste.csv`;
  program = await start({ env: { FIGUREHEAD_FETCH_NETWORKS: '127.0.0.1/32', FIGUREHEAD_FETCH_PORTS: `80, 443, ${source.address().port}` } });
  browser = await launch();
  context = await browser.newContext();
  page = await context.newPage();
  page.setDefaultTimeout(patience);
  await setUp(page, program.setup);
});

after(async () => {
  await browser?.close();
  await program?.stop();
  source?.close();
  post?.close();
});

const go = path => page.goto(program.address + path);
const told = async path => {
  for (let tries = 0; tries < 40; tries++) {
    await go(path);
    if (await page.locator('.fh-bell b').count()) return;
    await new Promise(ready => setTimeout(ready, 250));
  }
  assert.fail('no notice came');
};

test('nothing has happened yet', async () => {
  await go('/studio/notices');
  await page.getByRole('heading', { level: 1, name: 'No new notices' }).waitFor();
  await holds(page, 'notices-none');
  await go('/studio/sources');
  await page.getByRole('heading', { level: 1, name: 'No sources yet' }).waitFor();
  await holds(page, 'sources-none');
});

test('an admin sets up email, and a test says what the mail server answered', async () => {
  await go('/studio/settings/mail');
  await holds(page, 'mail-off');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.locator('.govuk-error-summary a', { hasText: 'Enter the name of the mail server' }).waitFor();
  await holds(page, 'mail-refused');
  await page.getByLabel('Mail server', { exact: true }).fill('127.0.0.1');
  await page.getByLabel('Port').fill(String(post.address().port));
  await page.getByLabel('Mail comes from').fill('figures@example.gov.uk');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved.').waitFor();
  await page.getByRole('button', { name: 'Send a test to me' }).click();
  await page.getByText('The mail server offers no STARTTLS').waitFor();
  await page.getByLabel('None').check();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Send a test to me' }).click();
  await page.getByText('The mail server took a mail for comms@example.gov.uk').waitFor();
  assert.match(mails.at(-1), /Subject: A test of mail from Figurehead/);
  await holds(page, 'mail-on');
});

test('a source that breaks is a notice, a mail and the first line of source health', async () => {
  await go('/studio/new');
  await page.locator('#data').fill(site);
  await page.locator('#from-ours').check();
  await page.getByRole('button', { name: 'Read it' }).click();
  await page.waitForURL(/\/read$/);
  await page.getByRole('button', { name: 'Yes, use it like this' }).click();
  await go('/studio/sources');
  await page.getByRole('heading', { level: 1, name: 'The source is well' }).waitFor();
  await holds(page, 'sources-well');
  broken = true;
  const aboutTheSource = () => mails.filter(m => /^Subject: .*could_not_be_fetched/m.test(m));
  await page.getByRole('button', { name: /^Fetch now/ }).first().click();
  await page.getByRole('heading', { level: 1, name: 'The source needs a look' }).waitFor();
  await told('/studio/sources');
  await holds(page, 'sources-broken');
  await page.getByRole('link', { name: /^Notices/ }).click();
  await page.getByRole('heading', { level: 1 }).filter({ hasText: 'new notice' }).waitFor();
  await page.getByText('could not be fetched. The last good copy stays in use.').waitFor();
  await holds(page, 'notices-new');
  for (let tries = 0; tries < 40 && !aboutTheSource().length; tries++) await new Promise(ready => setTimeout(ready, 250));
  assert.equal(aboutTheSource().length, 1, 'one mail about the source');
});

test('marked as seen without JavaScript, it is among the earlier ones, and the choice of mail is kept', async () => {
  const withScripts = page, plain = await browser.newContext({ javaScriptEnabled: false, storageState: await context.storageState() });
  page = await plain.newPage();
  await go('/studio/notices');
  while (await page.getByRole('button', { name: /^Mark as seen/ }).count()) await page.getByRole('button', { name: /^Mark as seen/ }).first().click();
  await page.getByRole('heading', { level: 1, name: 'No new notices' }).waitFor();
  assert.equal(await page.locator('.fh-bell b').count(), 0);
  await page.getByLabel('Once a day').check();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved.').waitFor();
  assert.equal(await page.getByLabel('Once a day').isChecked(), true);
  await plain.close();
  page = withScripts;
  await go('/studio/notices');
  await holds(page, 'notices-earlier');
});

test('settings say where they come from, and checks say what they found', async () => {
  await go('/studio/settings/server');
  await holds(page, 'server');
  await page.getByRole('button', { name: 'Check the public address' }).click();
  await page.getByText('The public address leads to this server.').waitFor();
  await page.getByRole('button', { name: 'Check the data folder' }).click();
  await page.getByText(/The data folder can be written to/).waitFor();
  await holds(page, 'server-checked');
});

test('a webhook shows its secret once, and what was sent', async () => {
  await go('/studio/settings/webhooks');
  await page.getByRole('button', { name: 'Add it' }).click();
  await page.locator('.govuk-error-summary a', { hasText: 'Choose what it is told of' }).waitFor();
  await holds(page, 'webhooks-refused');
  await page.getByLabel('Web address').fill('https://127.0.0.1/a-long-path/that-has-no-space/at-all/in-it-1234567890-1234567890');
  await page.getByLabel('A source began to fail').check();
  await page.getByRole('button', { name: 'Add it' }).click();
  await page.getByText('Copy the secret now. It is not shown again.').waitFor();
  await holds(page, 'webhook-added');
  await page.getByRole('button', { name: 'Send a test' }).click();
  await page.getByText('Saved.').waitFor();
  for (let tries = 0; tries < 40 && !(await page.getByText('Given up').count()); tries++) {
    await new Promise(ready => setTimeout(ready, 250));
    await page.reload();
  }
  await holds(page, 'webhook-log');
  await go('/studio/settings/webhooks');
  await holds(page, 'webhooks');
});
