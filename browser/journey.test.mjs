// The officer's journey: from a spreadsheet to a published figure with its kit.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, listen } from './browser.mjs';
import { start } from './figurehead.mjs';
import { officer, publish, setUp } from './officer.mjs';

let program, browser, signedIn;

before(async () => {
  program = await start();
  browser = await launch();
  const context = await browser.newContext();
  const page = await context.newPage();
  await setUp(page, program.setup);
  signedIn = await context.storageState();
  const again = await page.goto(program.setup);
  assert.equal(again.status(), 410, 'the set-up link works once');
  await context.close();
});

after(async () => {
  await browser?.close();
  assert.equal(await program?.stop(), 0, 'Ctrl-C ends cleanly');
});

for (const way of [
  { name: 'with JavaScript', javaScriptEnabled: true },
  { name: 'without JavaScript', javaScriptEnabled: false },
  { name: 'by keyboard only', javaScriptEnabled: true, keyboard: true },
  { name: 'at 320 px', javaScriptEnabled: true, viewport: { width: 320, height: 640 } },
]) {
  test(`a pasted table becomes a published figure ${way.name}`, async () => {
    const { name, keyboard, ...options } = way;
    const context = await browser.newContext({ storageState: signedIn, ...options });
    const page = await context.newPage();
    const heard = listen(page, program.address);
    const o = officer(page, { keyboard });
    const link = await publish(page, program.address, o);
    if (options.javaScriptEnabled) {
      await o.press(page.getByRole('button', { name: 'Copy link' }));
      await page.getByText('Copied: link').waitFor();
    }
    assert.ok(o.activations <= 8, `${o.activations} activations`);
    assert.equal(o.fields, 1, 'required fields');
    const share = await page.goto(link);
    assert.equal(share.status(), 200);
    assert.match(await page.locator('h1').innerText(), /51\.1%/);
    assert.deepEqual(heard, { errors: [], strangers: [] });
    console.log(`${name}: ${o.activations} activations, ${o.fields} required field`);
    await context.close();
  });
}

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
