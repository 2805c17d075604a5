// Say it: the preview follows, nothing typed is lost, nothing of others is overwritten.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { axe, holds, launch, listen } from './browser.mjs';
import { start } from './figurehead.mjs';
import { officer, password, setUp, waste } from './officer.mjs';

let program, browser, signedIn, draft;
const onTheWay = new Map(); // page → its POSTs without an answer

before(async () => {
  program = await start();
  browser = await launch();
  const context = await browser.newContext();
  const page = await context.newPage();
  await setUp(page, program.setup);
  signedIn = await context.storageState();
  const o = officer(page);
  await page.goto(program.address + '/studio/new');
  await o.paste(page.locator('#data'), waste);
  await page.locator('#from-ours').check();
  await page.getByRole('button', { name: 'Read it' }).click();
  await page.getByRole('button', { name: 'Yes, use it like this' }).click();
  await page.locator('.fh-card__go').nth(1).click();
  await page.waitForURL(/\/say$/);
  draft = page.url();
  await context.close();
});

after(async () => {
  await browser?.close();
  await program?.stop();
});

// settled waits until nothing of a page is on its way to the Draft, which all
// tests share: what arrives late would be a conflict for the next.
async function settled(...pages) {
  for (const page of pages) {
    do await page.waitForTimeout(300); while (onTheWay.get(page).size > 0); // a change is sent 150 ms after it
  }
}

async function open(options = {}) {
  const context = await browser.newContext({ storageState: signedIn, ...options });
  const page = await context.newPage();
  const saving = new Set(), over = request => saving.delete(request);
  page.on('request', request => { if (request.method() === 'POST') saving.add(request); });
  page.on('requestfinished', over);
  page.on('requestfailed', over);
  onTheWay.set(page, saving);
  const heard = listen(page, program.address);
  await page.goto(draft);
  return { context, page, heard };
}

test('typing redraws the preview, keeps the focus and is saved', async () => {
  const { context, page, heard } = await open();
  await page.locator('#title').fill('Essex came second');
  await page.getByText('Essex came second').first().waitFor();
  await page.locator('#stage').getByText('Essex came second').first().waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.id), 'title');
  await page.getByText(/^Saved at/).waitFor();
  await settled(page);
  await page.reload();
  assert.equal(await page.locator('#title').inputValue(), 'Essex came second');
  assert.deepEqual(heard, { errors: [], strangers: [] });
  await settled(page);
  await context.close();
});

test('undo brings back what stood there before, redo the change', async () => {
  const { context, page } = await open();
  const before = await page.locator('#title').inputValue();
  await page.waitForTimeout(2100); // a pause makes a step of undo
  await page.locator('#title').fill('Something else');
  await page.locator('#stage').getByText('Something else').first().waitFor();
  // A button waits for what is being saved, so the page it leads to comes in its own time.
  const title = words => page.waitForFunction(w => document.querySelector('#title')?.value === w, words);
  await page.getByRole('button', { name: 'Undo' }).click();
  await title(before);
  await page.getByRole('button', { name: 'Redo' }).click();
  await title('Something else');
  await settled(page);
  await context.close();
});

test('a description that a person wrote is kept; emptied, it follows the numbers again', async () => {
  const { context, page } = await open();
  await page.locator('#alt').fill('Bars of waste recycled.');
  await page.locator('#stage p', { hasText: 'Bars of waste recycled.' }).waitFor();
  await settled(page);
  await page.reload();
  assert.equal(await page.locator('#alt').inputValue(), 'Bars of waste recycled.');
  await page.locator('#alt').fill('');
  await page.locator('#stage p', { hasText: /^Bar chart of/ }).waitFor();
  await settled(page);
  await context.close();
});

test('the second of two people is told and overwrites nothing', async () => {
  const mine = await open(), theirs = await open();
  await theirs.page.locator('#title').fill('Theirs');
  await theirs.page.locator('#stage').getByText('Theirs').first().waitFor();
  await mine.page.locator('#title').fill('Mine');
  await mine.page.getByRole('heading', { name: 'Someone else changed this figure' }).waitFor();
  assert.equal(await mine.page.locator('#title').inputValue(), 'Mine', 'what was typed is kept');
  await theirs.page.reload();
  assert.equal(await theirs.page.locator('#title').inputValue(), 'Theirs', 'nothing was overwritten');
  await mine.page.getByRole('button', { name: 'Use mine' }).click();
  await mine.page.waitForURL(/\/say$/);
  await mine.page.reload();
  assert.equal(await mine.page.locator('#title').inputValue(), 'Mine');
  await settled(mine.page, theirs.page);
  await mine.context.close();
  await theirs.context.close();
});

test('without JavaScript a button updates the preview, and a conflict is shown', async () => {
  const mine = await open({ javaScriptEnabled: false }), theirs = await open({ javaScriptEnabled: false });
  await theirs.page.locator('#title').fill('Theirs, plain');
  await theirs.page.getByRole('button', { name: 'Update the preview' }).click();
  await theirs.page.locator('#stage').getByText('Theirs, plain').first().waitFor();
  await mine.page.locator('#title').fill('Mine, plain');
  await mine.page.getByRole('button', { name: 'Update the preview' }).click();
  await mine.page.getByRole('heading', { name: 'Someone else changed this figure' }).waitFor();
  assert.equal(await mine.page.locator('#title').inputValue(), 'Mine, plain');
  await mine.page.getByRole('button', { name: 'Use theirs' }).click();
  assert.equal(await mine.page.locator('#title').inputValue(), 'Theirs, plain');
  await settled(mine.page, theirs.page);
  await mine.context.close();
  await theirs.context.close();
});

test('a wrong number is refused at its field and nothing is lost', async () => {
  const { context, page } = await open({ javaScriptEnabled: false });
  await page.getByText('Order and highlight').click();
  await page.locator('#rows').fill('a thousand');
  await page.locator('summary', { hasText: /^Note/ }).click();
  await page.locator('#note').fill('A note just typed');
  await page.getByRole('button', { name: 'Update the preview' }).click();
  await page.getByText('Most rows to show must be between 1 and 40').first().waitFor();
  assert.equal(await page.locator('#note').inputValue(), 'A note just typed');
  await settled(page);
  await context.close();
});

test('htmx attributes in any text send nothing', async () => {
  const { context, page, heard } = await open();
  const sent = [];
  page.on('request', request => { if (request.url().includes('/stolen')) sent.push(request.url()); });
  const attack = '<img src=x hx-get="/stolen" hx-trigger="load" onerror="fetch(\'/stolen\')"><script>fetch("/stolen")</script>';
  for (const field of ['#title', '#subtitle', '#alt']) await page.locator(field).fill(attack);
  await page.locator('#stage .fh-fig__t', { hasText: 'hx-get' }).first().waitFor();
  await settled(page);
  await page.reload();
  await page.goto(draft.replace('/say', '/check'));
  assert.deepEqual(sent, []);
  assert.deepEqual(heard.strangers, []);
  await settled(page);
  await context.close();
});

test('a name in braces is completed by keyboard, and inserted from the list', async () => {
  const { context, page, heard } = await open();
  await page.locator('#title').fill('');
  await page.locator('#title').pressSequentially('Waste in {high');
  const options = page.locator('#token-options [role=option]');
  await options.first().waitFor();
  assert.ok(await options.count() >= 2, 'no names are offered');
  assert.equal(await page.locator('#title').getAttribute('aria-activedescendant'), null);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  const active = await page.locator('#title').getAttribute('aria-activedescendant');
  const chosen = page.locator('#' + active);
  assert.equal(await chosen.getAttribute('aria-selected'), 'true');
  const name = await chosen.getAttribute('data-token');
  await page.screenshot({ path: new URL('out/tokens.png', import.meta.url).pathname });
  assert.deepEqual(await axe(page), [], 'accessibility with the list open');
  await page.keyboard.press('Enter');
  assert.equal(await page.locator('#title').inputValue(), `Waste in {${name}}`);
  assert.ok(await page.locator('#token-options').isHidden());
  await page.keyboard.type(' and {');
  await options.first().waitFor();
  await page.keyboard.press('Escape');
  assert.ok(await page.locator('#token-options').isHidden());
  await page.keyboard.press('Backspace');

  // From the list of all: the caret is where it was, by keyboard alone.
  await page.locator('#tokens summary').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  // The list is drawn again with each preview: whoever stands in it stays there.
  const drawn = page.waitForResponse(answer => answer.request().method() === 'POST');
  await page.evaluate(() => document.getElementById('title').dispatchEvent(new Event('input', { bubbles: true })));
  await (await drawn).finished();
  await page.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))));
  const first = await page.evaluate(() => document.activeElement.dataset.put);
  assert.ok(first, 'the focus was lost with the preview');
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'title');
  assert.equal(await page.locator('#title').inputValue(), `Waste in {${name}} and {${first}}`);
  await page.locator('#stage').getByText(/^Waste in [^{]+ and [^{]+$/).first().waitFor();
  assert.deepEqual(heard, { errors: [], strangers: [] });
  await settled(page);
  await context.close();
});

test('without scripts the names in braces are a list to read', async () => {
  const { context, page } = await open({ javaScriptEnabled: false });
  await page.locator('#tokens summary').click();
  assert.match(await page.locator('#token-list').innerText(), /\{highest\}\s+56\.2%/);
  assert.equal(await page.locator('#token-list button:visible').count(), 0);
  await settled(page);
  await context.close();
});

test('an annotation is added, completed, drawn and taken away by keyboard alone', async () => {
  const { context, page, heard } = await open({ viewport: { width: 320, height: 800 } });
  const focused = () => page.evaluate(() => document.activeElement.id);
  const tabTo = async id => {
    for (let i = 0; i < 12 && await focused() !== id; i++) await page.keyboard.press('Tab');
    assert.equal(await focused(), id);
  };
  await page.locator('#subtitle').fill('Share of waste recycled');
  await page.locator('#alt').fill('');
  await page.locator('#stage p', { hasText: /^Bar chart of/ }).waitFor();
  await page.locator('#annotations summary').focus();
  await page.keyboard.press('Enter');
  await tabTo('annotation-sort');
  await page.keyboard.type('A line at a number');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.waitForURL(/add=level$/);
  await page.waitForFunction(() => document.activeElement.id === 'annotation-1-value'); // where typing begins
  await page.keyboard.type('65');
  await tabTo('annotation-1-text');
  await page.keyboard.type('Now {high');
  await page.locator('#token-options [role=option]').first().waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.keyboard.type(' at best, aim for 2035');
  await page.locator('#stage p', { hasText: 'Now 56.2% at best, aim for 2035: 65%' }).first().waitFor();
  assert.equal(await page.locator('#annotations summary small').innerText(), '1 annotation');
  assert.deepEqual(await axe(page), [], 'accessibility with the annotation open');
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth), 'nothing is wider than 320 px');
  await page.locator('#annotations').screenshot({ path: new URL('out/annotation-320.png', import.meta.url).pathname });

  // What nothing answers is named at its field while typing goes on.
  await page.keyboard.type(' {nothing}');
  await page.locator('#annotation-1-text-error').waitFor();
  assert.equal(await focused(), 'annotation-1-text');
  for (let i = 0; i < ' {nothing}'.length; i++) await page.keyboard.press('Backspace');
  await page.locator('#annotation-1-text-error').waitFor({ state: 'detached' });
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.waitForURL(/open=annotation$/);
  assert.equal(await page.locator('#annotation-1').count(), 0);
  await page.waitForFunction(() => document.activeElement.closest('details')?.id === 'annotations'); // where it was
  assert.deepEqual(heard, { errors: [], strangers: [] });
  await settled(page);
  await context.close();
});

test('without scripts numbers are marked as provisional and the preview says so', async () => {
  const { context, page } = await open({ javaScriptEnabled: false });
  await page.locator('#states summary').click();
  await page.getByRole('button', { name: 'Mark numbers' }).click();
  await page.locator('#state-1-at').selectOption('Essex County Council');
  await page.locator('#state-1-is').selectOption('provisional');
  await page.getByRole('button', { name: 'Update the preview' }).click();
  await page.locator('#stage p', { hasText: 'Figures for Essex are provisional' }).first().waitFor();
  assert.ok(await page.locator('#states[open] #state-1').isVisible(), 'what was changed stays in sight');
  await page.getByRole('button', { name: 'Remove Not final, 1' }).click();
  assert.equal(await page.locator('#state-1').count(), 0);
  await settled(page);
  await context.close();
});

test('without a network what is typed is kept in the page, tried again and then saved', async () => {
  const { context, page } = await open();
  await page.locator('#title').fill('Before the train went into the tunnel');
  await page.getByText(/^Saved at/).waitFor();
  await settled(page);
  await context.setOffline(true);
  await page.locator('#title').fill('In the tunnel');
  await page.getByText('Not saved. Trying again in 5 seconds').waitFor();
  await page.getByRole('button', { name: 'Check it' }).click(); // leads nowhere without a network
  assert.match(page.url(), /\/say/);
  let asked = 0;
  page.on('dialog', dialog => { asked++; dialog.dismiss(); });
  await page.evaluate(() => { location.href = '/studio/figures'; });
  await page.waitForTimeout(300);
  assert.equal(asked, 1, 'leaving asks while something is not saved');
  await context.setOffline(false);
  await page.getByText(/^Saved at/).waitFor();
  await settled(page);
  await page.reload();
  assert.equal(asked, 1, 'leaving asks nothing when all is saved');
  assert.equal(await page.locator('#title').inputValue(), 'In the tunnel');
  await context.close();
});

test('signed out in the middle of an edit, it goes on after signing in on another page', async () => {
  const { context, page } = await open();
  await context.clearCookies();
  await page.locator('#title').fill('Typed while signed out');
  const link = page.getByRole('link', { name: 'Sign in on another page' });
  await link.waitFor();
  const other = context.waitForEvent('page');
  await link.click();
  const signIn = await other;
  await signIn.getByLabel('Email address').fill('comms@example.gov.uk');
  await signIn.getByLabel('Password').fill(password);
  await signIn.getByRole('button', { name: 'Sign in' }).click();
  await signIn.waitForURL(/\/say$/);
  await page.evaluate(() => dispatchEvent(new Event('focus')));
  await page.getByText(/^Saved at/).waitFor();
  await settled(page);
  await signIn.reload();
  assert.equal(await signIn.locator('#title').inputValue(), 'Typed while signed out');
  signedIn = await context.storageState();
  await context.close();
});

test('Ctrl-Z takes back one change after another, outside fields', async () => {
  const { context, page, heard } = await open();
  const stands = await page.locator('#highlight').inputValue();
  await page.locator('#title').fill('First');
  await page.locator('#stage').getByText('First', { exact: true }).first().waitFor();
  await settled(page);
  await page.getByText('Order and highlight').click();
  await page.locator('#highlight').selectOption({ index: 3 });
  await settled(page);
  const chosen = await page.locator('#highlight').inputValue();
  await page.locator('#order').selectOption('name');
  await settled(page);
  const back = async (keys, order, highlight) => {
    await page.evaluate(() => document.activeElement.blur());
    await Promise.all([page.waitForNavigation(), page.keyboard.press(keys)]);
    assert.equal(await page.locator('#order').inputValue(), order);
    assert.equal(await page.locator('#highlight').inputValue(), highlight);
  };
  await back('Control+z', 'value', chosen);
  await back('Control+z', 'value', stands);
  await back('Control+Shift+z', 'value', chosen);
  await back('Control+y', 'name', chosen);
  await page.locator('#title').focus();
  await page.keyboard.press('Control+z'); // the field's own
  await page.waitForTimeout(300);
  assert.equal(await page.locator('#order').inputValue(), 'name');
  assert.deepEqual(heard, { errors: [], strangers: [] });
  await settled(page);
  await context.close();
});

test('a mark is chosen by keyboard or pressed, and words are written at it', async () => {
  const { context, page, heard } = await open({ viewport: { width: 1280, height: 900 } });
  await page.locator('#mark').selectOption({ label: await page.locator('#mark option', { hasText: 'Luton' }).first().innerText() });
  await page.getByRole('button', { name: 'Write words at it' }).focus();
  await Promise.all([page.waitForURL(/add=words/), page.keyboard.press('Enter')]);
  assert.match(await page.locator('#annotation-1-at option:checked').innerText(), /Luton/);
  await page.locator('#annotation-1-text').fill('A new depot opened');
  await page.locator('#stage p', { hasText: 'A new depot opened' }).first().waitFor();
  await settled(page);
  const picture = page.locator('.fh-pressable'), box = await picture.boundingBox();
  await picture.click({ position: { x: box.width * 0.5, y: 12 } });
  const first = (await page.locator('#mark option').first().innerText()).split(',')[0];
  assert.equal(await page.locator('#mark').evaluate(list => list.selectedIndex), 0);
  await page.getByRole('button', { name: 'Make it stand out' }).click();
  await settled(page);
  assert.ok((await page.locator('#highlight').inputValue()).startsWith(first));
  assert.deepEqual(heard, { errors: [], strangers: [] });
  await page.getByText(/^Saved at/).waitFor(); // and not “Saving” for ever
  await holds(page, 'say-it');
  await settled(page);
  await context.close();
});

test('two versions stand side by side, field by field', async () => {
  const mine = await open(), theirs = await open();
  await theirs.page.locator('#title').fill('Theirs, with a longer title that runs over two lines on a phone');
  await theirs.page.locator('#subtitle').fill('ספר אדום 🦊');
  await theirs.page.locator('#stage').getByText('ספר אדום 🦊').first().waitFor();
  await settled(theirs.page);
  await mine.page.locator('#title').fill('Mine');
  await mine.page.getByRole('heading', { name: 'Someone else changed this figure' }).waitFor();
  await mine.page.getByText(/^Not saved. You, on another page, changed this figure at/).waitFor();
  assert.equal(await mine.page.locator('.fh-both').count(), 2);
  await holds(mine.page, 'say-it-conflict');
  await mine.page.locator('#keep-subtitle-theirs').check();
  await Promise.all([mine.page.waitForNavigation(), mine.page.getByRole('button', { name: 'Use what is chosen' }).click()]);
  assert.equal(await mine.page.locator('#subtitle').inputValue(), 'ספר אדום 🦊');
  assert.equal(await mine.page.locator('#title').inputValue(), 'Mine');
  await settled(mine.page, theirs.page);
  await mine.context.close();
  await theirs.context.close();
});
