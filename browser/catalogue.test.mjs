// The catalogue of the demo by the shapes of DCAT-AP, read as RDF, with every
// file that it names.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';
import { figuresOf, start } from './figurehead.mjs';
import { dcat } from './schemas.mjs';

let program, catalogue;

before(async () => {
  program = await start({ demo: true });
  catalogue = await (await fetch(program.address + '/catalog.jsonld')).text();
});

after(() => program?.stop());

test('the catalogue has the shape of DCAT-AP', async () => {
  const listed = JSON.parse(catalogue)['dcat:dataset'];
  assert.equal(listed.length, (await figuresOf(program.address)).length, 'every listed figure');
  assert.deepEqual(await dcat(catalogue), []);
});

test('the shapes refuse what is not right', async () => {
  for (const [spoilt, path] of [
    [catalogue.replace('"dct:title"', '"dct:titel"'), 'http://purl.org/dc/terms/title'],
    [catalogue.replace(/"dcat:accessURL":\{"@id":"[^"]*"\}/, '"dcat:accessURL":"no address"'), 'http://www.w3.org/ns/dcat#accessURL'],
    [catalogue.replaceAll('"foaf:name"', '"foaf:nick"'), 'http://purl.org/dc/terms/publisher'],
  ]) {
    assert.ok((await dcat(spoilt)).some(fault => fault.includes(path)), `${path} is found`);
  }
});

test('each file is there, of the size and hash that the catalogue says', async () => {
  for (const dataset of JSON.parse(catalogue)['dcat:dataset']) {
    for (const file of dataset['dcat:distribution']) {
      const answer = await fetch(file['dcat:downloadURL']['@id']);
      const bytes = Buffer.from(await answer.arrayBuffer());
      assert.equal(answer.status, 200);
      assert.equal(String(bytes.length), file['dcat:byteSize']['@value'], file['@id']);
      assert.equal(createHash('sha256').update(bytes).digest('hex'), file['spdx:checksum']['spdx:checksumValue']['@value'], file['@id']);
      assert.ok(answer.headers.get('content-type').startsWith(file['dcat:mediaType']['@id'].replace(/.*media-types\//, '')), file['@id']);
    }
  }
});
