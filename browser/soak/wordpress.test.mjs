// A real WordPress: an editor pastes the link of a figure, a reader gets the
// figure at its height, and its link to the source works.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { launch } from '../browser.mjs';
import { figuresOf, start } from '../figurehead.mjs';
import { startWordPress } from './wordpress.mjs';

// WordPress asks other servers on ports 80, 443 and 8080 alone.
const port = 8080;
const plugin = readFileSync(join(import.meta.dirname, '../../docs/recipes/wordpress/figurehead.php'), 'utf8');

let program, browser, wordpress, figures;

before(async () => {
  await new Promise((resolve, reject) => {
    const probe = createServer().on('error', () => reject(new Error(`port ${port} is taken, and WordPress fetches from ports 80, 443 and 8080 alone: stop what uses it and run this again`)))
      .listen(port, '127.0.0.1', () => probe.close(resolve));
  });
  program = await start({ demo: true, port });
  wordpress = await startWordPress();
  browser = await launch();
  figures = await figuresOf(program.address);
});

after(async () => {
  await browser?.close();
  await wordpress?.stop();
  await program?.stop();
});

const pasted = figure => `<!-- wp:embed {"url":"${figure.page}"} -->\n<figure class="wp-block-embed"><div class="wp-block-embed__wrapper">\n${figure.page}\n</div></figure>\n<!-- /wp:embed -->`;

// reads opens a post as a reader does and holds its frame to its content.
async function reads(post, figure, width) {
  const context = await browser.newContext({ viewport: { width, height: 1200 } });
  const page = await context.newPage();
  await page.goto(post);
  const iframe = page.locator(`iframe[src*="/embed/${figure.id}"]`);
  await iframe.scrollIntoViewIfNeeded();
  const frame = await (await iframe.elementHandle()).contentFrame();
  await frame.waitForSelector('footer a');
  await page.waitForLoadState('networkidle');
  await page.waitForFunction(id => {
    const element = document.querySelector(`iframe[src*="/embed/${id}"]`);
    return element.clientHeight > 200 && getComputedStyle(element).visibility === 'visible' && element.getBoundingClientRect().width > 100;
  }, figure.id);
  const measured = () => frame.evaluate(() => ({
    cut: document.documentElement.scrollHeight - innerHeight, empty: innerHeight - Math.ceil(document.body.getBoundingClientRect().height),
    wide: document.documentElement.scrollWidth - innerWidth,
  }));
  const fits = found => found.cut <= 0 && found.empty <= 0 && found.wide <= 0;
  for (let look = 0; look < 50 && !fits(await measured()); look++) await new Promise(resolve => setTimeout(resolve, 100));
  const found = await measured();
  assert.ok(fits(found), `${figure.title} at ${width} px: ${JSON.stringify(found)}`);
  return { page, frame, context };
}

// leads clicks on the source link in the frame; the reader comes to the page
// of the figure, here or in a window of its own.
async function leads({ page, frame, context }, figure) {
  const opened = context.waitForEvent('page', { timeout: 5000 }).catch(() => null);
  await frame.locator('footer a').click();
  const other = await opened;
  if (other) await other.waitForURL(`**/w/${figure.id}*`);
  else await page.waitForURL(`**/w/${figure.id}*`);
  await context.close();
}

for (const plugged of [false, true]) {
  test(`the link of a figure becomes the figure (${plugged ? 'with the plugin' : 'as WordPress comes'})`, async () => {
    if (plugged) assert.equal(wordpress.activate('figurehead.php', plugin.replace('https://figures.example.gov.uk', program.address)), 'active');
    for (const figure of figures) {
      const post = wordpress.post(pasted(figure));
      for (const width of [400, 1200]) await leads(await reads(post, figure, width), figure);
    }
  });
}

test('the frame code in a block of HTML fits', async () => {
  for (const figure of figures) {
    const post = wordpress.post(`<!-- wp:html -->\n${figure.snippet}\n<!-- /wp:html -->`);
    const read = await reads(post, figure, 1200);
    assert.ok(await read.page.locator('figcaption a', { hasText: /source/ }).isVisible());
    await leads(read, figure);
  }
});
