// The widths by which figures are laid out are those of Chromium: 200 texts,
// Welsh, money, accents and pairs that are set closer, to 0.1 %. The file is
// held to our own measure by the Go tests. Chromium gets the font of the
// program, since a system may have an older release of it. It counts kerning
// in 64ths of a pixel, which is more than 0.1 % of two small letters.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { launch } from './browser.mjs';

const unitsPerEm = 2048;
const texts = JSON.parse(readFileSync(join(import.meta.dirname, '../widgets/draw/testdata/widths.json'), 'utf8'));
const fonts = execFileSync('go', ['list', '-m', '-f', '{{.Dir}}', 'github.com/go-fonts/liberation'], { cwd: join(import.meta.dirname, '..'), encoding: 'utf8' }).trim();
let browser, page;

const face = (folder, file, weight) => `@font-face{font-family:ours;font-weight:${weight};src:url(data:font/ttf;base64,${readFileSync(join(fonts, folder, file)).toString('base64')})}`;

before(async () => {
  browser = await launch();
  page = await browser.newPage();
  await page.setContent(`<style>${face('liberationsansregular', 'LiberationSans-Regular.ttf', 400)}${face('liberationsansbold', 'LiberationSans-Bold.ttf', 700)}</style>
    <svg xmlns="http://www.w3.org/2000/svg" font-family="ours"><text></text></svg>`);
  assert.equal(await page.evaluate(() => Promise.all([document.fonts.load('20px ours'), document.fonts.load('700 20px ours')]).then(f => f.flat().length)), 2);
});

after(() => browser?.close());

// lengths returns what Chromium measures for each text at a size.
const lengths = (size, weight) => page.evaluate(([list, size, weight]) => {
  const text = document.querySelector('text');
  text.setAttribute('font-size', size);
  text.setAttribute('font-weight', weight);
  return list.map(t => { text.textContent = t; return text.getComputedTextLength(); });
}, [texts.map(t => t.text), size, weight]);

for (const size of [14, 28, 132, unitsPerEm]) {
  for (const [face, weight] of [['regular', 400], ['bold', 700]]) {
    test(`${face} at ${size} px`, async () => {
      const off = [];
      let worst = 0;
      for (const [i, got] of (await lengths(size, weight)).entries()) {
        const want = texts[i][face] * size / unitsPerEm;
        worst = Math.max(worst, Math.abs(got / want - 1));
        if (Math.abs(got - want) > Math.max(want / 1000, 1 / 64)) off.push(`${texts[i].text}: ours ${want.toFixed(2)}, Chromium ${got.toFixed(2)}`);
      }
      assert.deepEqual(off, []);
      assert.ok(texts.length >= 200);
      console.log(`${face} at ${size} px: at most ${(worst * 100).toFixed(3)} % apart`);
    });
  }
}
