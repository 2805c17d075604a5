// The officer's journeys, counted: from a spreadsheet, and from words for a portal,
// to a published figure with its kit; back through all of it; and with a server that
// is started anew in the middle.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, listen } from './browser.mjs';
import { start } from './figurehead.mjs';
import { officer, publish, publishFound, setUp } from './officer.mjs';
import { searchOnly, startPortal } from './portal.mjs';

let program, browser, signedIn, portal;

before(async () => {
  portal = await startPortal();
  program = await start({ env: portal.env });
  browser = await launch();
  const context = await browser.newContext();
  const page = await context.newPage();
  await setUp(page, program.setup);
  await searchOnly(page, program.address, portal.site);
  signedIn = await context.storageState();
  const again = await page.goto(program.setup);
  assert.equal(again.status(), 410, 'the set-up link works once');
  await context.close();
});

after(async () => {
  await browser?.close();
  portal?.close();
  assert.equal(await program?.stop(), 0, 'Ctrl-C ends cleanly');
});

const journeys = [
  { what: 'a pasted table', go: publish, most: 8, found: /51\.1%/ },
  { what: 'a dataset found on a portal', go: publishFound, most: 10, found: /51\.1%/ },
];
const ways = [
  { name: 'with JavaScript', javaScriptEnabled: true },
  { name: 'without JavaScript', javaScriptEnabled: false },
  { name: 'by keyboard only', javaScriptEnabled: true, keyboard: true },
  { name: 'at 320 px', javaScriptEnabled: true, viewport: { width: 320, height: 640 } },
];

for (const { what, go, most, found } of journeys) for (const { name, keyboard, ...options } of ways) {
  test(`${what} becomes a published figure ${name}`, async () => {
    const context = await browser.newContext({ storageState: signedIn, ...options });
    const page = await context.newPage();
    const heard = listen(page, program.address);
    const o = officer(page, { keyboard });
    const link = await go(page, program.address, o);
    const [kit] = await Promise.all([page.waitForEvent('download'), o.press(page.getByRole('link', { name: /^Download everything/ }))]);
    assert.match(kit.suggestedFilename(), /\.zip$/);
    assert.ok(o.activations <= most, `${o.activations} activations`);
    assert.equal(o.fields, 1, 'required fields');
    console.log(`${what}, ${name}: ${o.activations} activations, ${o.fields} required field`);
    if (options.javaScriptEnabled) {
      await o.press(page.getByRole('button', { name: 'Copy link' }));
      await page.getByText('Copied: link').waitFor();
    }
    const share = await page.goto(link);
    assert.equal(share.status(), 200);
    assert.match(await page.locator('h1').innerText(), found);
    assert.deepEqual(heard, { errors: [], strangers: [] });
    await context.close();
  });
}

// pressed twice, as an impatient person does: the second click lands before the
// first one has led anywhere.
const twice = locator => locator.dblclick({ noWaitAfter: true });

// reached waits for an address; the first of two ways to it may be broken off.
async function reached(page, address) {
  for (const end = Date.now() + 30_000; !address.test(page.url());) {
    assert.ok(Date.now() < end, `${page.url()} is not ${address}`);
    await page.waitForTimeout(50);
  }
  await page.waitForLoadState();
}

for (const javaScriptEnabled of [true, false]) {
  test(`the back button through the whole journey, JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, async () => {
    const context = await browser.newContext({ storageState: signedIn, javaScriptEnabled });
    const page = await context.newPage();
    const heard = listen(page, program.address);
    await publish(page, program.address, officer(page));
    const figure = page.url().match(/figures\/([^/]+)/)[1];
    await page.goBack();
    await page.waitForURL(/\/check$/);
    await page.getByText('This is what readers have').waitFor();
    await page.locator('#vouch').check();
    await twice(page.getByRole('button', { name: 'Publish', exact: true }));
    await reached(page, /\/kit$/);
    const versions = await (await page.request.get(`${program.address}/studio/figures/${figure}/versions`)).text();
    assert.ok(!/Version 3\b/.test(versions), 'pressed twice it is one version');
    for (const step of [/\/check$/, /\/say$/, /\/pick$/, /\/read$/, /\/new$/]) { // five pages back, and each is whole
      while (!step.test(page.url())) await page.goBack();
      assert.equal(await page.locator('h1').count(), 1, String(step));
      assert.equal(await page.locator('.govuk-error-summary').count(), 0, String(step));
    }
    assert.ok((await page.locator('#data').inputValue()).length > 1000, 'the paste is still in the box');
    while (!/\/pick$/.test(page.url())) await page.goForward();
    await page.locator('.fh-card__go').nth(1).click(); // another figure, and the first stays as it was
    await page.waitForURL(/\/say$/);
    assert.ok(!page.url().includes(figure));
    await page.locator('#title').fill('Typed and left by the back button');
    if (javaScriptEnabled) await page.locator('#saved').getByText(/^Saved at/).waitFor();
    else await page.getByRole('button', { name: /^Update/ }).first().click();
    const say = page.url();
    await page.goto(program.address + '/studio/new');
    await page.goBack();
    assert.equal(page.url(), say);
    assert.equal(await page.locator('#title').inputValue(), 'Typed and left by the back button');
    assert.deepEqual(heard, { errors: [], strangers: [] });
    await context.close();
  });
}

test('a server that is started anew in the middle of an edit', async () => {
  const context = await browser.newContext({ storageState: signedIn });
  const page = await context.newPage();
  await page.goto(program.address + '/studio/figures?state=draft');
  await page.locator('tbody a').first().click();
  await page.waitForURL(/\/say$/);
  await program.pause();
  await page.locator('#title').fill('Typed while the server was away');
  await page.locator('#saved').getByText(/^Not saved/).waitFor();
  await program.again();
  await page.locator('#saved').getByText(/^Saved at/).waitFor({ timeout: 60_000 });
  await page.reload();
  assert.equal(await page.locator('#title').inputValue(), 'Typed while the server was away');
  await context.close();
});

test('a withdrawn figure says so everywhere, at its size', async () => {
  const context = await browser.newContext({ storageState: signedIn });
  const page = await context.newPage();
  const link = await publish(page, program.address, officer(page), { suggestion: 1 });
  const id = link.match(/[0-9a-z]{26}/)[0];
  const frame = await page.request.get(`${program.address}/embed/${id}`);
  assert.equal(frame.status(), 200);
  await page.goto(program.address + '/studio/figures');
  await page.getByRole('link', { name: /^Withdraw/ }).first().click();
  await page.getByRole('button', { name: 'Withdraw it' }).click(); // the browser asks for the reason first
  await page.locator('#reason').fill('The council revised its numbers.');
  await page.getByRole('button', { name: 'Withdraw it' }).click();
  await page.waitForURL(/\/studio\/figures$/);
  for (const path of [`/w/${id}`, `/embed/${id}`, `/w/${id}/og.png`, `/w/${id}/data.csv`, `/w/${id}/data.json`, `/embed/${id}/e/1`, `/w/${id}/e/1/og.png`]) {
    assert.equal((await page.request.get(program.address + path)).status(), 410, path);
  }
  const reader = await browser.newPage();
  await reader.goto(`${program.address}/embed/${id}`);
  await reader.getByText('The council revised its numbers.').waitFor();
  const picture = await reader.request.get(`${program.address}/w/${id}/og.png`);
  assert.equal(picture.headers()['content-type'], 'image/png');
  const bytes = await picture.body();
  assert.deepEqual([bytes.readUInt32BE(16), bytes.readUInt32BE(20)], [1200, 630], 'the sentence has the size of the image');
  await reader.goto(program.address);
  assert.equal(await reader.locator(`a[href*="${id}"]`).count(), 0, 'the gallery does not list it');
  await reader.close();
  await context.close();
});
