// Every figure as readers with other eyes, screens and settings meet it: the
// published ones of the demo and each example of widgets/testdata/figures. A new
// kind is looked at as soon as it has an example.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { axe, launch } from './browser.mjs';
import { start } from './figurehead.mjs';

const out = join(import.meta.dirname, 'out', 'figures');
let program, browser, examples, folder;
const frames = []; // { name, address }

before(async () => {
  mkdirSync(out, { recursive: true });
  folder = mkdtempSync(join(tmpdir(), 'figurehead-frames-'));
  const drawn = spawnSync('go', ['test', '-tags', 'netgo sqlite_omit_load_extension', '-count=1', '-run', 'TestEveryExampleMakesAFrame', './server/publishing'],
    { cwd: join(import.meta.dirname, '..'), env: { ...process.env, FIGUREHEAD_FRAMES: folder }, encoding: 'utf8' });
  assert.equal(drawn.status, 0, drawn.stdout + drawn.stderr);
  examples = createServer((asked, answer) => {
    const file = asked.url.slice(1);
    if (!readdirSync(folder).includes(file)) return answer.writeHead(404).end();
    answer.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(readFileSync(join(folder, file)));
  });
  await new Promise(resolve => examples.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${examples.address().port}/`;
  for (const file of readdirSync(folder)) {
    frames.push({ name: file.replace('.html', ''), address: address + file });
  }
  program = await start({ demo: true });
  browser = await launch();
  const page = await browser.newPage();
  await page.goto(program.address);
  const links = await page.locator('main a[href^="/w/"]').evaluateAll(all => all.map(a => a.getAttribute('href')));
  for (const [i, id] of [...new Set(links.map(path => path.match(/^\/w\/([0-9a-z]{26})/)[1]))].entries()) {
    frames.push({ name: `demo-${i}`, address: `${program.address}/embed/${id}` });
  }
  await page.close();
  assert.ok(frames.length >= 20, `${frames.length} frames`);
});

after(async () => {
  await browser?.close();
  await program?.stop();
  examples?.close();
  rmSync(folder, { recursive: true, force: true });
});

// each opens every frame, two at a time, and gathers what is wrong, so that one
// run tells of all of them.
async function each(options, look) {
  const context = await browser.newContext({ viewport: { width: 600, height: 900 }, bypassCSP: true, ...options });
  const wrong = [], waiting = [...frames];
  await Promise.all([1, 2].map(async () => {
    const page = await context.newPage();
    for (let frame = waiting.shift(); frame; frame = waiting.shift()) {
      await page.goto(frame.address);
      for (const fault of await look(page, frame) ?? []) wrong.push(`${frame.name}: ${fault}`);
    }
  }));
  await context.close();
  assert.ok(wrong.length === 0, `${wrong.length} faults:\n${wrong.sort().join('\n')}`);
}

const shot = (page, frame, what) => page.screenshot({ path: join(out, `${frame.name}-${what}.png`), fullPage: true });

// crowded lists texts of the drawing that lie on one another or are cut off,
// and words around it that do not fit.
const crowded = page => page.evaluate(() => {
  const faults = [];
  const html = document.documentElement;
  if (html.scrollWidth > html.clientWidth) faults.push(`${html.scrollWidth - html.clientWidth} px too wide`);
  for (const svg of document.querySelectorAll('svg[role=img]')) {
    const frame = svg.getBoundingClientRect();
    if (!frame.width) continue;
    const texts = [...svg.querySelectorAll('text')].map(text => {
      const box = text.getBoundingClientRect(), trim = box.height * 0.2;
      return { words: text.textContent, left: box.left, right: box.right, top: box.top + trim, bottom: box.bottom - trim };
    });
    for (const [i, a] of texts.entries()) {
      if (a.left < frame.left - 1 || a.right > frame.right + 1 || a.top < frame.top - 1 || a.bottom > frame.bottom + 1) faults.push(`“${a.words}” is cut off`);
      for (const b of texts.slice(i + 1)) {
        const across = Math.min(a.right, b.right) - Math.max(a.left, b.left), down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        if (across > 1 && down > 1) faults.push(`“${a.words}” lies on “${b.words}”`);
      }
    }
  }
  for (const box of document.querySelectorAll('h1,p,summary,footer,a')) {
    if (box.className !== 'v' && box.scrollWidth > box.clientWidth + 1 && getComputedStyle(box).display !== 'inline') faults.push(`${box.localName} is wider than its room`);
  }
  return [...new Set(faults)];
});

// What is drawn is looked at by people: nobody needs these colours to read a
// figure, which widgets' own tests hold every drawing to.
const eyes = ['protanopia', 'deuteranopia', 'tritanopia', 'achromatopsia'];

test('a screen reader meets one image, described once, and one table; axe finds nothing', () => each({}, async (page, frame) => {
  const session = await page.context().newCDPSession(page);
  for (const type of frame.name.startsWith('demo-') ? [] : eyes) {
    await session.send('Emulation.setEmulatedVisionDeficiency', { type });
    await shot(page, frame, type);
  }
  await session.send('Emulation.setEmulatedVisionDeficiency', { type: 'none' });
  await page.locator('details').evaluateAll(all => all.forEach(details => { details.open = true; }));
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  await session.detach();
  const of = role => nodes.filter(node => !node.ignored && node.role?.value === role);
  const faults = await axe(page);
  const drawn = await page.locator('svg[role=img]').count() > 0 ? 1 : 0;
  const images = [...of('image'), ...of('img'), ...of('graphics-document')];
  if (images.length !== drawn) faults.push(`${images.length} images, want ${drawn}`);
  for (const image of images) {
    const said = image.name?.value ?? '';
    if (said.length < 40 || !/\d/.test(said)) faults.push(`the image is described as “${said}”`); // its kind and what it shows; the figure has the title
    if (image.description?.value) faults.push(`the image is described again, as “${image.description.value}”`);
  }
  if (of('table').length !== 1) faults.push(`${of('table').length} tables`);
  else if (!of('table')[0].name?.value) faults.push('the table has no name');
  if (of('rowheader').length < 1 || of('columnheader').length < 1) faults.push('the table has no headings');
  if (of('heading').length !== 1) faults.push(`${of('heading').length} headings`);
  if (of('figure').length !== 1 || !of('figure')[0].name?.value) faults.push('the figure has no name');
  return faults;
}));

test('in forced colours every text and mark stands out from its ground', () => each({ forcedColors: 'active', colorScheme: 'dark' }, async (page, frame) => {
  await shot(page, frame, 'forced');
  return page.evaluate(() => {
    const faults = new Set();
    const part = v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
    const light = colour => { const [r, g, b] = colour.match(/[\d.]+/g).map(v => part(v / 255)); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
    const ratio = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p); return (x + 0.05) / (y + 0.05); };
    const page = getComputedStyle(document.body).backgroundColor;
    for (const svg of document.querySelectorAll('svg[role=img]')) {
      if (!svg.getBoundingClientRect().width) continue;
      const rings = [...svg.querySelectorAll('marker circle')]; // shown at the corners of a path that is not painted
      const marks = [...svg.querySelectorAll('path,circle')].filter(mark => !mark.closest('pattern,clipPath,marker') && !mark.hasAttribute('marker-mid'));
      // What is painted last and fills a place of the window is the ground there.
      const ground = (x, y, text) => {
        for (const mark of marks.toReversed()) {
          if (mark.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_PRECEDING) continue;
          const fill = getComputedStyle(mark).fill;
          if (fill !== 'none' && !fill.startsWith('url') && mark.isPointInFill(new DOMPoint(x, y).matrixTransform(mark.getScreenCTM().inverse()))) return fill;
        }
        return page;
      };
      for (const text of svg.querySelectorAll('text')) {
        const box = text.getBoundingClientRect(), fill = getComputedStyle(text).fill;
        for (const across of [0.1, 0.5, 0.9]) {
          const under = ground(box.left + across * box.width, box.top + box.height / 2, text);
          if (ratio(fill, under) < 4.5) faults.add(`“${text.textContent}” is ${fill} on ${under}`);
        }
      }
      for (const mark of [...marks, ...rings]) {
        const { fill, stroke } = getComputedStyle(mark);
        const painted = name => mark.closest(`[${name}]`)?.getAttribute(name) ?? '';
        const gap = /^#f{3,6}$/.test(painted('fill')) || painted('fill') === 'none' && /^#f{3,6}$/.test(painted('stroke'));
        if (!gap && [fill, stroke].every(c => c === 'none' || !c.startsWith('url') && ratio(c, page) < 3)) faults.add(`a mark cannot be seen: ${mark.outerHTML.slice(0, 90)}`);
      }
    }
    return [...faults];
  });
}));

test('at 200% nothing overlaps and nothing is cut off', () => each({ viewport: { width: 640 / 2, height: 900 / 2 }, deviceScaleFactor: 2 }, async (page, frame) => {
  await shot(page, frame, '200');
  return crowded(page);
}));

test("with a reader's own text spacing nothing overlaps and nothing is cut off", () => each({}, async (page, frame) => {
  // WCAG 2.2, 1.4.12.
  await page.addStyleTag({ content: '*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-bottom:2em!important}' });
  const faults = [];
  for (const width of [320, 600, 900]) {
    await page.setViewportSize({ width, height: 900 });
    await shot(page, frame, `spacing-${width}`);
    for (const fault of await crowded(page)) faults.push(`${width} px: ${fault}`);
  }
  return faults;
}));

test('printed, a page is figure, numbers, source and address; a frame is whole and light', async () => {
  const context = await browser.newContext({ viewport: { width: 794, height: 1123 }, colorScheme: 'dark' });
  const page = await context.newPage();
  await page.emulateMedia({ media: 'print' });
  for (const frame of frames.filter(({ name }) => name.startsWith('demo-'))) {
    await page.goto(frame.address.replace('/embed/', '/w/'));
    for (const gone of ['.fh-top', '.fh-foot', '.fh-use', 'summary']) assert.equal(await page.locator(gone).first().isVisible(), false, `${frame.name}: ${gone} is printed`);
    for (const seen of ['h1', 'table tbody td', '.fh-dl', '.fh-print']) assert.ok(await page.locator(seen).first().isVisible(), `${frame.name}: ${seen} is not printed`);
    assert.match(await page.locator('.fh-print').innerText(), /\/s\/[0-9A-Z]{7}$/);
    const table = await page.locator('table').first().boundingBox();
    assert.ok(table.height > 60, `${frame.name}: the table is ${table.height} px high`);
    await page.pdf({ path: join(out, `${frame.name}.pdf`), format: 'A4' });
    await page.goto(`${frame.address}?scheme=auto`);
    assert.equal(await page.locator('summary').isVisible(), false, `${frame.name}: the frame prints its switch`);
    assert.ok(await page.locator('footer').isVisible(), `${frame.name}: the frame prints no source`);
    assert.equal(await page.evaluate(() => getComputedStyle(document.body).color), 'rgb(20, 32, 43)', `${frame.name}: the frame prints dark`);
    assert.equal(await page.locator('.d svg').count(), await page.locator('.d svg:not(:visible)').count(), `${frame.name}: the frame prints its dark drawing`);
  }
  await context.close();
});
