// What an officer does, with every activation counted.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const password = 'river lantern cobble';
export const waste = readFileSync(join(import.meta.dirname, '../server/demo/data/sdg-11-6-1-council-collected-waste.csv'), 'utf8');

// setUp uses the one-time link and leaves the first admin signed in.
export async function setUp(page, link) {
  await page.goto(link);
  await page.getByLabel('Your name').fill('Environment comms');
  await page.getByLabel('Email address').fill('comms@example.gov.uk');
  await page.getByLabel('Password').fill(password);
  await page.locator('#organisation').fill('Example County Council');
  await page.locator('#area').fill('Essex');
  await page.locator('#directorates').fill('Environment\nFinance');
  await page.getByRole('button', { name: 'Finish' }).click();
  await page.waitForURL(/\/studio|\/sign-in/);
}

// officer counts the clicks, key presses and pastes of one journey.
export function officer(page, { keyboard = false } = {}) {
  let activations = 0, fields = 0;
  return {
    get activations() { return activations; },
    get fields() { return fields; },
    async paste(locator, text) { // or types
      activations++;
      if (await locator.getAttribute('required') !== null) fields++;
      await locator.focus();
      await page.evaluate(value => {
        const box = document.activeElement;
        box.value = value;
        box.dispatchEvent(new Event('input', { bubbles: true }));
      }, text);
    },
    async answer(locator) { // the required field counts as a field, not as an activation
      fields++;
      if (!keyboard) return locator.check();
      await locator.focus();
      await page.keyboard.press('Space');
    },
    async press(locator) {
      activations++;
      if (!keyboard) return locator.click();
      await locator.focus();
      await page.keyboard.press((await locator.getAttribute('type')) === 'checkbox' ? 'Space' : 'Enter');
    },
  };
}

// publish goes from a pasted table to the kit of a published figure.
export async function publish(page, address, o, { suggestion = 0, table = waste } = {}) {
  await page.goto(address + '/studio/new');
  await o.paste(page.locator('#data'), table);
  await o.answer(page.locator('#from-ours'));
  await o.press(page.getByRole('button', { name: 'Read it' }));
  return publishRead(page, o, { suggestion });
}

// publishFound goes from words for a portal to the kit.
export async function publishFound(page, address, o) {
  await page.goto(address + '/studio/new');
  await o.paste(page.locator('#q'), 'waste');
  await o.press(page.getByRole('button', { name: 'Search' }));
  await page.getByRole('heading', { name: /: 4 datasets$/ }).waitFor();
  await o.press(page.getByRole('button', { name: /^Use CSV/ }).first());
  return publishRead(page, o);
}

// publishRead goes from a table that was read to the kit, and returns the link.
async function publishRead(page, o, { suggestion = 0 } = {}) {
  await page.waitForURL(/\/read$/);
  await o.press(page.getByRole('button', { name: 'Yes, use it like this' }));
  await page.waitForURL(/\/pick$/);
  await o.press(page.locator('.fh-card__go').nth(suggestion));
  await page.waitForURL(/\/say$/);
  await o.press(page.getByRole('button', { name: 'Check it' }));
  await page.waitForURL(/\/check$/);
  await o.press(page.locator('#vouch'));
  await o.press(page.getByRole('button', { name: 'Publish', exact: true }));
  for (let n = 0; n < 60 && !/\/kit$/.test(page.url()); n++) await page.waitForURL(/\/kit$/, { timeout: 1000 }).catch(() => again(page));
  return page.locator('#share').inputValue();
}

// again looks how far a slow publish is, where no script does it.
const again = async page => {
  if (!await page.locator('html.js').count()) await page.reload();
};
