// The checks of keyboard.mjs find what they look for.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch } from './browser.mjs';
import { smallTargets, tabs, zoomed } from './keyboard.mjs';

let browser, page;

before(async () => {
  browser = await launch();
  page = await browser.newPage();
});

after(() => browser?.close());

const bad = body => page.setContent(`<!DOCTYPE html><style>body{margin:0}a,button{font:16px sans-serif}</style>${body}`);

test('a small target beside another is found', async () => {
  await bad('<button style="height:12px;width:12px;padding:0">a</button><button style="height:12px;width:12px;padding:0">b</button>');
  assert.equal((await smallTargets(page)).length, 2);
  await bad('<p>Words around <a href="#">a link</a> need no 24 px.</p>');
  assert.deepEqual(await smallTargets(page), []);
});

for (const { name, body, want } of [
  { name: 'focus that cannot be seen', body: '<button style="outline:none">Save</button>', want: ['button “Save” does not show the focus'] },
  { name: 'an order that jumps', body: '<button>One</button><button tabindex="2">Two</button>', want: ['button “Two” is not reached'] },
  { name: 'a control behind something fixed', body: '<div style="position:fixed;inset:0;background:#fff"></div><button>Save</button>', want: ['button “Save” has the focus behind something else'] },
  { name: 'a control that the Tab key skips', body: '<button>One</button><button onfocus="this.blur()">Two</button><button>Three</button>', want: ['button “Two” is not reached', 'button “Three” is not reached'] },
  { name: 'a page without fault', body: '<a href="#">One</a><input type="radio" name="a" id="a1"><label for="a1">A</label><input type="radio" name="a" id="a2"><label for="a2">B</label><input type="date"><button>Two</button>', want: [] },
]) {
  test(name, async () => {
    await bad(body);
    assert.deepEqual(await tabs(page), want);
  });
}

test('what covers a magnified page is found', async () => {
  await bad('<header style="position:sticky;top:0;height:150px">Top</header><main style="height:900px">Words</main>');
  assert.equal((await zoomed(page)).length, 1);
  await bad('<main style="width:500px">Words</main>');
  assert.equal((await zoomed(page)).length, 1);
});
