// What machines are given of every figure of the demo, by schemas and
// validators that are not ours.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Validator as OpenAPI } from '@seriousme/openapi-schema-validator';
import { figuresOf, start } from './figurehead.mjs';
import { bibTeX, json, schemaOrg, securityTxt, xml } from './schemas.mjs';

let program, figures;
const get = async path => {
  const answer = await fetch(path.startsWith('http') ? path : program.address + path);
  assert.equal(answer.status, 200, path);
  return answer.text();
};

before(async () => {
  program = await start({ demo: true });
  figures = await figuresOf(program.address);
});

after(() => program?.stop());

// Each list by its schema, and how it is spoilt so that the schema says so.
for (const [path, valid, spoilt] of [
  ['/feed.atom', xml('atom.rng'), text => text.replace(/<updated>[^<]*/, '<updated>yesterday')],
  ['/feed.json', json('json-feed.json'), text => text.replace('"content_html"', '"content"')],
  ['/data.json', json('dcat-us.json'), text => text.replace('"accessLevel":"public"', '"accessLevel":"open"')],
  ['/sitemap.xml', xml('sitemap.xsd'), text => text.replace('<loc>', '<place>').replace('</loc>', '</place>')],
  ['/.well-known/security.txt', securityTxt, text => text.replace('Expires', 'Expiry')],
]) {
  test(`${path} is valid`, async () => {
    const text = await get(path);
    assert.deepEqual(valid(text), []);
    assert.notDeepEqual(valid(spoilt(text)), [], 'what is wrong is found');
  });
}

test('oEmbed answers are valid, of each figure and type', async () => {
  const valid = json('oembed.json');
  for (const { page } of figures) {
    for (const more of ['', '&type=photo', '&maxwidth=300', '&maxwidth=200&maxheight=100&type=photo']) {
      const text = await get(`/oembed?url=${encodeURIComponent(page)}${more}`);
      assert.deepEqual(valid(text), [], page + more);
      assert.notDeepEqual(valid(text.replace('"version":"1.0"', '"version":1')), []);
    }
  }
});

test('the description of the API is valid OpenAPI 3.1', async () => {
  const described = JSON.parse(await get('/api/v1/openapi.json'));
  const validator = new OpenAPI();
  const answer = await validator.validate(structuredClone(described));
  assert.deepEqual(answer.errors ?? [], []);
  assert.equal(validator.version, '3.1');
  delete described.paths['/api/v1/me'].get.responses['200'].description;
  assert.equal((await validator.validate(described)).valid, false, 'what is wrong is found');
});

test('data packages are valid', async () => {
  const valid = json('tabular-data-package.json');
  for (const { page } of figures) {
    const text = await get(page + '/datapackage.json');
    assert.deepEqual(valid(text), [], page);
    assert.notDeepEqual(valid(text.replace('"resources"', '"files"')), []);
  }
});

// linked are the JSON-LD scripts of a page.
const linked = page => [...page.matchAll(/<script type="application\/ld\+json">([\s\S]*?)<\/script>/g)].map(found => found[1]);

test('JSON-LD is of schema.org, on the page of each figure, campaign and set', async () => {
  const pages = [...figures.map(figure => figure.page), ...[...(await get('/sitemap.xml')).matchAll(/<loc>([^<]*\/[cp]\/[^<]*)/g)].map(found => found[1])];
  assert.ok(pages.some(page => page.includes('/c/')), 'the demo has a campaign');
  for (const page of pages) {
    const scripts = linked(await get(page));
    assert.equal(scripts.length, 1, page);
    const { faults, types } = await schemaOrg(scripts[0]);
    assert.deepEqual(faults, [], page);
    if (page.includes('/w/')) for (const type of ['Dataset', 'DataDownload', 'ImageObject', 'Organization']) assert.ok(types.includes(type), `${page}: ${type}`);
  }
  const [script] = linked(await get(figures[0].page));
  for (const wrong of [script.replace('"distribution"', '"distributor"'), script.replace('"@type":"Dataset"', '"@type":"Data"'), script.replace('"DataDownload"', '"Person"')]) {
    assert.notDeepEqual((await schemaOrg(wrong)).faults, [], 'what is wrong is found');
  }
});

test('BibTeX is read as it was meant', async () => {
  for (const { page, title, id } of figures) {
    const text = (await get(page)).match(/@misc\{[\s\S]*?\n\}/)[0].replaceAll('&#34;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
    const { faults, entries } = bibTeX(text);
    assert.deepEqual(faults, [], text);
    assert.equal(entries.length, 1);
    const [{ type, fields }] = entries;
    assert.equal(type, 'misc');
    assert.match(fields.url, new RegExp(`/w/${id}/e/\\d+$`));
    assert.match(fields.year, /^\d{4}$/);
    assert.ok(title.startsWith(fields.title.replace(/<\/?span[^>]*>/g, '').slice(0, 20)), `${fields.title} of ${title}`);
  }
});
