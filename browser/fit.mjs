// The ways other pages hold a frame, and what must be true of a frame in each
// of them. fit.test.mjs runs them in Chromium, soak/firefox.test.mjs in Firefox.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';

const pym = readFileSync(createRequire(import.meta.url).resolve('pym.js/dist/pym.v1.min.js'), 'utf8');

const frame = (figure, more = '') => `<iframe src="${figure.frame}" title="A figure" ${more}></iframe>`;
const fixed = 'style="width:100%;border:0;height:620px"';

// Each way is a page's code for a figure. follows: the frame grows with its
// table; native: it does where the browser sizes frames by their content;
// scriptless: the page forbids scripts in the frame.
export const ways = [
  { name: 'the frame code', code: figure => figure.snippet, native: true },
  { name: 'the frame code with its listener', code: figure => figure.bestFit, follows: true },
  { name: 'a page without referrer', code: figure => `<meta name="referrer" content="no-referrer">${figure.bestFit}`, follows: true },
  { name: 'a sandbox with scripts', code: figure => figure.bestFit.replace('<iframe ', '<iframe sandbox="allow-scripts" '), native: true },
  { name: 'a sandbox without scripts', code: figure => figure.snippet.replace('<iframe ', '<iframe sandbox="" '), scriptless: true },
  { name: 'a page that never answers', code: figure => frame(figure, `style="width:100%;border:0;height:${figure.height}px"`) },
  {
    name: 'pym.js', follows: true,
    code: figure => `<div id="figure"></div><script>${pym}</script><script>new pym.Parent('figure', '${figure.frame}', {})</script>`,
  },
  {
    // What Datawrapper's own embed code has in its page.
    name: 'a listener for Datawrapper', follows: true,
    code: figure => `${frame(figure, fixed)}<script>window.addEventListener('message', a => {
      if (a.data['datawrapper-height'] === undefined) return;
      for (const id in a.data['datawrapper-height']) for (const f of document.querySelectorAll('iframe'))
        if (f.contentWindow === a.source) f.style.height = a.data['datawrapper-height'][id] + 'px';
    })</script>`,
  },
  {
    // The form Embedly gave to Medium and to others.
    name: 'a listener for Medium', follows: true,
    code: figure => `${frame(figure, fixed)}<script>window.addEventListener('message', a => {
      let data; try { data = JSON.parse(a.data); } catch { return; }
      if (data.context !== 'iframe.resize') return;
      const f = document.querySelector('iframe[src="' + data.src + '"]');
      if (f) f.style.height = data.height + 'px';
    })</script>`,
  },
  {
    // amp-iframe takes a message only with its sentinel, from the frame itself.
    name: 'a listener for AMP', follows: true,
    code: figure => `${frame(figure, fixed)}<script>window.addEventListener('message', a => {
      const f = document.querySelector('iframe');
      if (a.source === f.contentWindow && a.data.sentinel === 'amp' && a.data.type === 'embed-size') f.style.height = a.data.height + 'px';
    })</script>`,
  },
];

// council is another site's web server. show answers the address of a page
// that holds code, in a column of the viewport's width. It is of the same site
// as the frame by its number, of another one as localhost, and of the same
// origin as passed on: then it stands before the program at address.
export async function council(address) {
  let body = '';
  const server = createServer((asked, answer) => address && /^\/(embed|assets|w)\//.test(asked.url) ? passOn(address + asked.url, answer) : answer.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
    .end(`<!DOCTYPE html><html lang="en-GB"><meta name="viewport" content="width=device-width"><title>A council page</title><body style="margin:0"><main><h1>Waste</h1>${body}<p>After</p></main>`));
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  return {
    show: (code, host = '127.0.0.1') => { body = code; return `http://${host}:${port}/`; },
    passedOn: code => { body = code.replaceAll(address, `http://127.0.0.1:${port}`); return `http://127.0.0.1:${port}/`; },
    close: () => server.close(),
  };
}

async function passOn(url, answer) {
  const got = await fetch(url), kept = [...got.headers].filter(([name]) => !/^(content-encoding|content-length|transfer-encoding|connection)$/.test(name));
  answer.writeHead(got.status, Object.fromEntries(kept)).end(Buffer.from(await got.arrayBuffer()));
}

// zooms are a window of 1280 × 1024 px at levels of zoom: CSS px and device px for each.
export const zooms = [1.5, 2, 4].map(scale => ({ scale, width: Math.round(1280 / scale), height: Math.round(1024 / scale) }));

// size says how a frame lies in its page: its height there, and by how many
// px its content is taller or wider than what is seen. The frame's own words
// are asked only where it may run scripts.
export async function size(page) {
  const outer = await page.evaluate(() => document.querySelector('iframe').clientHeight);
  const inner = await page.frames()[1].evaluate(() => ({
    tall: document.documentElement.scrollHeight - innerHeight,
    wide: document.documentElement.scrollWidth - innerWidth,
    empty: innerHeight - Math.ceil(document.body.getBoundingClientRect().height),
  }));
  return { outer, ...inner };
}

// settles waits until a frame's height has been the same for three looks.
export async function settles(page) {
  let last = -1, same = 0;
  for (let look = 0; look < 100 && same < 3; look++) {
    await new Promise(resolve => setTimeout(resolve, 30));
    const now = JSON.stringify(await size(page).catch(() => look));
    same = now === last ? same + 1 : 0;
    last = now;
  }
  assert.equal(same, 3, 'the frame never comes to rest');
  return JSON.parse(last);
}

export function fits(found, what) {
  assert.ok(found.tall <= 0, `${what}: ${found.tall} px of the figure are cut off`);
  assert.ok(found.wide <= 0, `${what}: ${found.wide} px too wide`);
}

export const openTable = page => page.frames()[1].evaluate(() => { document.querySelector('details').open = true; });

// tooLow is the code of a frame that cannot hold its figure: the tests show
// with it that they would find one.
export const tooLow = (figure, sandbox = '') => frame(figure, `style="width:100%;border:0;height:200px" ${sandbox}`);
