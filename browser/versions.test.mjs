// Versions of a figure, correction notices and approval by a second person, as
// they are met in a browser at three widths.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { holds, launch, listen, patience } from './browser.mjs';
import { start } from './figurehead.mjs';
import { officer, password, publish, setUp } from './officer.mjs';

let program, browser, page, heard, figure, link;

before(async () => {
  program = await start();
  browser = await launch();
  page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
  page.setDefaultTimeout(patience);
  heard = listen(page, program.address);
  await setUp(page, program.setup);
  link = await publish(page, program.address, officer(page), { suggestion: 1 });
  figure = page.url().replace(/\/kit$/, '');
});

after(async () => {
  await browser?.close();
  await program?.stop();
});

async function retitle(title) {
  await page.goto(figure + '/say');
  const saved = page.waitForResponse(r => r.request().method() === 'POST' && r.url().endsWith('/say'));
  await page.locator('#title').fill(title);
  await saved;
  await page.waitForTimeout(300);
}

test('two versions side by side', async () => {
  await retitle('A title that was written anew');
  await page.getByRole('button', { name: 'Check it' }).click();
  await page.locator('#vouch').check();
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await page.waitForURL(/\/kit$/);
  await page.getByRole('link', { name: 'Versions and corrections' }).click();
  assert.equal(await page.locator('h1').textContent(), 'What changed from version 1 to version 2');
  assert.ok(await page.locator('ins').count() > 0, 'words that differ are marked');
  await page.getByRole('button', { name: 'Keep embeds at version 2' }).click();
  await page.locator('#pinned').waitFor();
  await holds(page, 'versions');
});

test('a notice leaves the frame as high as it was', async () => {
  const id = (await (await page.request.get(link)).text()).match(/\/w\/([0-9a-z]{26})/)[1];
  const reader = await (await browser.newContext()).newPage();
  let asked = 0;
  const heights = async () => {
    const all = [];
    for (const width of [320, 600, 900]) {
      await reader.setViewportSize({ width, height: 300 });
      await reader.goto(`${program.address}/embed/${id}?${asked++}`); // what is asked for again is kept for a minute
      all.push(await reader.evaluate(() => document.documentElement.scrollHeight));
    }
    return all;
  };
  const before = await heights();
  await page.goto(figure + '/versions');
  await page.getByText('Add a correction notice').click();
  await page.locator('#words').fill('Version 1 counted one year twice. The number of 2018/19 is 51.1%.');
  await page.locator('#concerns input').last().check();
  await page.getByRole('button', { name: 'Add the notice' }).click();
  await page.waitForURL(/#corrections$/);
  await new Promise(resolve => setTimeout(resolve, 600)); // the public face looks again after a quarter of a second
  assert.deepEqual(await heights(), before, 'the frame is as high as without the notice');
  assert.equal(await reader.locator('.k').count(), 1);
  await holds(reader, 'frame-corrected');
  await reader.locator('.k summary').click();
  assert.ok(await reader.getByText('Version 1 counted one year twice').isVisible());
  await holds(reader, 'frame-corrected-open');
  await reader.goto(`${program.address}/w/${id}`);
  await holds(reader, 'share-corrected');
  await reader.close();
});

test('a second person approves', async () => {
  await page.goto(program.address + '/studio/settings#approval');
  await page.getByRole('button', { name: 'Turn approval on' }).click();
  await page.getByText('Approval is on.').waitFor();
  await holds(page, 'settings-approval');
  await page.goto(program.address + '/studio/users');
  await page.locator('#name').fill('Communications desk');
  await page.locator('#email').fill('desk@example.gov.uk');
  await page.locator('input[name=role][value=admin]').check();
  await page.getByRole('button', { name: 'Add and make a link' }).click();
  const invited = await page.locator('#link-address').inputValue();
  await retitle('A title that somebody else has to see');
  await page.getByRole('button', { name: 'Check it' }).click();
  await page.locator('#note').fill('Look at the title');
  await holds(page, 'check-ask');
  await page.getByRole('button', { name: 'Ask for approval' }).click();
  await page.getByText('Waiting for approval').waitFor();
  await holds(page, 'check-waits');
  const desk = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
  await desk.goto(invited);
  await desk.locator('#password').fill(password);
  await desk.locator('main button').click();
  await desk.goto(program.address + '/studio/approvals');
  assert.equal(await desk.locator('h1').textContent(), 'One figure waits for your approval');
  await holds(desk, 'approvals');
  await desk.locator('tbody th a').click();
  await holds(desk, 'approval');
  await desk.locator('#vouch').check();
  await desk.getByRole('button', { name: 'Approve and publish' }).click();
  await desk.waitForURL(/\/kit$/);
  await desk.close();
  assert.deepEqual(heard, { errors: [], strangers: [] });
});
