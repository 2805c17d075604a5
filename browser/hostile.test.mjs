// Hostile texts in every field that takes text, through every page. Two
// servers are filled by the same real posts, one with hostile texts and one
// with harmless twins of them: what comes back has the same shape, opens no
// dialog, and breaks no policy.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { launch, listen, patience } from './browser.mjs';
import { start } from './figurehead.mjs';
import { fill, pathOf, visits } from './filled.mjs';
import { formsOf, refused, shapeOf, submit, texts } from './hostile.mjs';

const routes = readFileSync(join(import.meta.dirname, '../server/testdata/routes.golden'), 'utf8').split('\n')
  .map(row => row.split('|')[0].trim()).filter(row => row.startsWith('GET ')).map(row => row.slice('GET '.length))
  .filter(route => !/^\/(setup|sign-in|assets|metrics|api)|:name/.test(route));
// These take something away, or end; they come after every page was read.
const ends = /withdraw|take-down|purge|chosen/;
const buttons = [[/\/say$/, 'update'], [/\/studio\/sets\/[^/]+$/, 'save'], [/\/check$/, 'never']];

const programs = [];
// What a campaign finds depends on its words.
const finds = ['section.fh-panel.fh-panel--wash.fh-stack>ul.fh-plainlist[class]', 'ul.fh-plainlist>li.fh-find.fh-stack-xs[class]',
  'li.fh-find.fh-stack-xs>a[href]', 'li.fh-find.fh-stack-xs>p.fh-meta[class]', 'li.fh-find.fh-stack-xs>form[action method]'];
// What is delivered to a webhook, and when, is not up to the words: rows and states come and go.
const delivered = /^(section|p|table|thead|tbody|tr|t[hd]|span)[^>]*>(table|caption|thead|tbody|tr|t[hd]|span|svg|br)(\.[\w.-]+)*\[(class|scope|data-l|aria-hidden|focusable| )*\]$|^section\.fh-stack>p\.fh-meta\[class\]$/; // the last: “Nothing yet.”
// Fields that take no words: dates, numbers, colours, addresses, and names that are a part of one.
const particular = /(-day|-time|-days| from| to| prepared| reviewed| tested| page| starts| ends| slug| address| link| email| host| port| sender| area-code| rows| header-row| (low|high)-\d+| brand| highlight| accent| track| ink| muted| paper| rule| add)$/;
let worlds, browser;

before(async () => {
  browser = await launch();
  worlds = await Promise.all([false, true].map(hostile => world(hostile)));
});

after(async () => {
  await browser?.close();
  await Promise.all(programs.map(program => program.stop()));
});

// world fills a server and gives the shape of every page of it.
async function world(hostile) {
  const program = await start({ demo: true }), page = await (await browser.newContext()).newPage();
  programs.push(program);
  page.setDefaultTimeout(patience);
  // A page that was public a minute ago is what readers may still see; here it is looked at anew.
  const network = await page.context().newCDPSession(page);
  await network.send('Network.enable'); // without it the next has no effect
  await network.send('Network.setCacheDisabled', { cacheDisabled: true });
  const w = { program, page, hostile, texts: texts(hostile), heard: listen(page, program.address), dialogs: [], shapes: {}, taken: new Set(), refused: new Set() };
  page.on('dialog', dialog => { w.dialogs.push(dialog.message()); return dialog.dismiss(); });
  await page.addInitScript(() => addEventListener('securitypolicyviolation', e => console.error(`policy: ${e.violatedDirective} ${e.sample}`)));
  const word = name => `${name} ${w.texts.short()}`;
  w.filled = await fill(page, program, { table: visits(word), suggestion: 1, word });
  await store(w, route => !ends.test(route));
  await publish(w);
  await look(w, '', routes);
  w.seen = await (await page.request.get(program.address + pathOf('/w/:id', w.filled))).text();
  await store(w, route => ends.test(route));
  await look(w, 'afterwards ', routes.filter(route => !route.startsWith('/studio') || /audit$|notices|versions|figures$/.test(route)));
  return w;
}

// store fills in every form of the pages of some routes.
async function store(w, some) {
  const sent = new Set();
  for (const route of routes.filter(route => some(route) && !/\.[a-z]{3,7}$/.test(route))) {
    await w.page.goto(w.program.address + pathOf(route, w.filled));
    for (const form of await formsOf(w.page)) {
      if (sent.has(form.key)) continue;
      sent.add(form.key);
      await fillIn(w, route, form);
    }
  }
}

// fillIn sends one form: every field hostile, then those that were refused
// with what they had or take.
async function fillIn(w, route, form) {
  const button = buttons.find(([action]) => action.test(form.action))?.[1], at = field => `${field.name}/${field.id}`;
  const typed = Object.fromEntries(form.fields.map(field => [at(field), wordsFor(w, form, field)]));
  const wrong = new Set();
  for (let turn = 0; turn < 4; turn++) {
    let there = (await formsOf(w.page)).find(other => other.key === form.key);
    if (!there) {
      await w.page.goto(w.program.address + pathOf(route, w.filled));
      there = (await formsOf(w.page)).find(other => other.key === form.key);
    }
    await submit(w.page, { at: there.at, button }, typed);
    w.shapes[`${form.method} ${route} ${form.fields.map(field => field.name)} ${turn}`] = await shapeOf(w.page);
    const refusals = await refused(w.page), back = form.fields.filter(field => refusals.includes(field.id));
    for (const field of back) {
      wrong.add(field);
      typed[at(field)] = field.value || sample(field);
    }
    if (back.length === 0) break;
  }
  for (const field of form.fields) w[wrong.has(field) ? 'refused' : 'taken'].add(`${form.action.replaceAll(/[0-9a-f-]{36}|[0-9a-zA-Z]{26}/g, '')} ${field.name}`);
}

// wordsFor is what is typed into a field: what is drawn stays short.
function wordsFor(w, form, field) {
  if (field.name === 'data') return visits(name => `${name} ${w.texts.short()}`);
  if (field.name === 'unit') return w.hostile ? '<b>' : 'obo';
  if (field.name === 'title' && !/datasets/.test(form.action)) return w.texts.of('<b hx-get=/ onx=f()> it'); // words that fit a picture's column
  if (field.name === 'footer') return w.texts.of(']]><x>');
  if (/\/say$|\/sets\/|\/theme$/.test(form.action)) return field.type !== 'textarea' ? w.texts.short() : w.texts.long(60);
  return 'Abbey ' + w.texts.long(Math.min(field.room, 300) - 6); // a word that a search finds in both
}

let n = 0;
const sample = field => ({ date: /prepared|reviewed|tested/.test(field.name) ? '2026-01-02' : /until|to|ends/.test(field.name) ? '2031-02-02' : '2031-01-02', time: '09:00', url: 'https://www.example.gov.uk/', email: `somebody${n++}@example.gov.uk`, color: '#1d70b8' })[field.type] ?? '3';

// publish makes public what was stored.
async function publish({ page, program, filled }) {
  await page.goto(program.address + pathOf('/studio/figures/:widget/check', filled));
  await page.locator('#vouch').check().catch(async error => { throw new Error(await page.locator('main').innerText(), { cause: error }); });
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await page.waitForURL(/\/kit$/);
  await page.goto(program.address + pathOf('/studio/sets/:set', filled));
  await page.locator('#vouch').check();
  await page.getByRole('button', { name: /^Publish/ }).first().click();
  await page.waitForURL(/\/kit$/, { timeout: 120_000 });
  await page.goto(program.address + pathOf('/studio/campaigns/:campaign', filled));
  await page.getByRole('button', { name: 'Publish the changes' }).click();
  await page.waitForLoadState();
}

// look reads the shape of every page and drawing.
async function look(w, when, some) {
  for (const route of some) {
    const path = pathOf(route, w.filled);
    const answer = await w.page.request.get(w.program.address + path, { maxRedirects: 0 });
    if (!/^(text\/html|image\/svg)/.test(answer.headers()['content-type'] ?? '') || answer.status() === 303) continue;
    const shown = await w.page.goto(w.program.address + path);
    assert.equal(shown.status(), answer.status(), `${when}${route} is looked at as it is now`);
    w.shapes[`${when}GET ${route} ${answer.status()}`] = await shapeOf(w.page);
  }
}

test('pages with hostile texts have the shape of pages with harmless ones', () => {
  const [plain, hostile] = worlds;
  assert.deepEqual(Object.keys(hostile.shapes), Object.keys(plain.shapes), 'the same forms were taken and refused');
  const strange = Object.entries(hostile.shapes).map(([page, shape]) => {
    const known = new Set([...plain.shapes[page], ...(/campaigns/.test(page) ? finds : [])]);
    return [page, shape.filter(part => !known.has(part) && !(/webhooks/.test(page) && delivered.test(part)))];
  });
  assert.deepEqual(Object.fromEntries(strange.filter(([, parts]) => parts.length > 0)), {});
});

test('no dialog opens, no policy is broken, nobody else is asked', () => {
  for (const { dialogs, heard } of worlds) {
    assert.deepEqual(dialogs, []);
    assert.deepEqual(heard.errors.filter(text => !/^Failed to load resource/.test(text)), []);
    assert.deepEqual(heard.strangers, []);
  }
});

test('what takes words took them, and readers see them', async () => {
  const [plain, hostile] = worlds;
  assert.deepEqual([...hostile.refused].filter(field => !particular.test(field)), []);
  assert.deepEqual([...hostile.taken].sort(), [...plain.taken].sort());
  assert.ok(hostile.taken.size >= 55, `${hostile.taken.size} fields took words`);
  assert.match(hostile.seen, /<h1[^>]*>[^<]*(&lt;|&#34;|]]&gt;|&#39;)/, 'the public page has the hostile title');
  for (const field of ['/studio/figures//say title', '/studio/datasets/ publisher', '/studio/campaigns/ intro', '/studio/sets/ sentence', '/studio/settings organisation']) assert.ok(hostile.taken.has(field), field);
});
