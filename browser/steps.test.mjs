// Rows and sums, and editing a number: with a keyboard, and without JavaScript.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { holds, launch, listen } from './browser.mjs';
import { start } from './figurehead.mjs';
import { setUp, waste } from './officer.mjs';

// few rows are enough, and quick to type: councils of one year
const some = waste.split('\n').filter((line, i) => i === 0 || /^2018\/19,.*(Council|MBC),/.test(line)).slice(0, 40).join('\n');

let program, browser, page, heard;

before(async () => {
  program = await start();
  browser = await launch();
  page = await (await browser.newContext()).newPage();
  heard = listen(page, program.address);
  await setUp(page, program.setup);
});

after(async () => {
  await browser?.close();
  await program?.stop();
});

// press works a link or button with the keyboard alone.
async function press(on, locator) {
  await locator.focus();
  await on.keyboard.press('Enter');
}

async function own(on) {
  await on.goto(program.address + '/studio/new');
  await on.locator('#data').fill(some);
  await on.locator('#from-ours').check();
  await press(on, on.getByRole('button', { name: 'Read it' }));
  await on.waitForURL(/\/read$/);
  await press(on, on.getByRole('button', { name: 'Yes, use it like this' }));
  await on.waitForURL(/\/pick$/);
  await press(on, on.getByRole('button', { name: 'Choose rows and sums yourself' }));
  await on.waitForURL(/\/steps$/);
}

// add opens the form of a step at the end, fills it in and saves it.
async function add(on, step, fill) {
  await press(on, on.getByRole('link', { name: /^Add a step/ }).last());
  await on.waitForURL(/add=\d+#add$/);
  await press(on, on.getByRole('link', { name: step, exact: true }));
  await on.waitForURL(/do=/);
  await fill(on.locator('form#add'));
  await press(on, on.getByRole('button', { name: 'Add this step' }));
}

async function build(on, hold) {
  await own(on);
  await hold('steps-begin');
  await press(on, on.getByRole('link', { name: /^Add a step/ }).last());
  await on.waitForURL(/add=0#add$/);
  await hold('steps-choice');
  await press(on, on.getByRole('link', { name: 'Keep some rows', exact: true }));
  await on.waitForURL(/do=filter/);
  await press(on, on.getByRole('button', { name: 'Add this step' }));
  await on.locator('.govuk-error-summary').waitFor();
  await hold('steps-error');
  await on.goto(on.url().replace(/\?.*/, ''));
  await add(on, 'Keep some rows', async form => {
    await form.getByLabel('Column').selectOption('Local Authority');
    await form.getByLabel('Keep the row when it').selectOption('present');
  });
  await on.waitForURL(/#step-1$/);
  await add(on, 'Add rows up', async form => {
    await form.getByRole('checkbox', { name: 'Local Authority' }).check();
    await form.getByLabel('What').selectOption('sum');
    await form.getByLabel('Of which column?').selectOption('Value');
    await form.getByLabel('Name of the new column').fill('Tonnes');
  });
  await on.waitForURL(/#step-2$/);
  await add(on, 'Put in order', async form => {
    await form.getByLabel('Column').selectOption('Tonnes');
    await form.getByLabel('Which first?').selectOption('descending');
  });
  await on.waitForURL(/#step-3$/);
  assert.equal(await on.locator('section[aria-labelledby=step-3] tbody tr').count(), 5, 'rows after the last step');
  await hold('steps-three');
  await press(on, on.getByRole('link', { name: 'Change step 2' }));
  await on.waitForURL(/step=1/);
  assert.equal(await on.getByLabel('Name of the new column').inputValue(), 'Tonnes');
  await hold('steps-change');
  await on.goto(on.url().replace(/\?.*/, ''));
  await press(on, on.getByRole('link', { name: 'Go on to Say it' }));
  await on.waitForURL(/\/say$/);
}

async function edit(on, hold) {
  await press(on, on.getByRole('link', { name: 'Edit numbers' }));
  await on.waitForURL(/\/numbers$/);
  await hold('numbers');
  await press(on, on.locator('tbody tr').first().locator('td a').first());
  await on.waitForURL(/row=0/);
  await hold('numbers-form');
  await on.getByLabel(/^Show this instead/).fill('1,234,567.5');
  await press(on, on.getByRole('button', { name: 'Edit it' }));
  await on.locator('.govuk-error-summary').waitFor();
  await hold('numbers-error');
  await on.getByLabel('Why?').fill('The council sent a corrected number.');
  await press(on, on.getByRole('button', { name: 'Edit it' }));
  await on.waitForURL(/\/numbers$/);
  await on.getByText('1234567.5 instead of').waitFor();
  await hold('numbers-edited');
  await press(on, on.getByRole('button', { name: /^Take it back/ }));
  await on.getByText('instead of').waitFor({ state: 'detached' });
}

test('a figure built step by step with a keyboard, every page held at three widths', async () => {
  const hold = name => holds(page, name);
  await build(page, hold);
  await edit(page, hold);
  heard.errors = heard.errors.filter(e => !/422/.test(e)); // Chromium logs these answers as errors
  assert.deepEqual(heard, { errors: [], strangers: [] });
});

test('the same without JavaScript', async () => {
  const plain = await (await browser.newContext({ javaScriptEnabled: false, storageState: await page.context().storageState() })).newPage();
  await build(plain, async () => {});
  await edit(plain, async () => {});
});
