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
