// Validators: each returns what is wrong with a text, as readable lines.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parse } from '@retorquere/bibtex-parser';
import Ajv from 'ajv';
import formats from 'ajv-formats';
import { JsonLdParser } from 'jsonld-streaming-parser';
import { RelaxNGValidator, XmlDocument, XsdValidator } from 'libxml2-wasm';
import { Parser, Store } from 'n3';
import Validator from 'rdf-validate-shacl';

const schema = name => readFileSync(join(import.meta.dirname, 'testdata/schemas', name), 'utf8');
const ajv = formats(new Ajv({ strict: false, allErrors: true }));

// json validates by a JSON Schema.
export function json(name) {
  const valid = ajv.compile(JSON.parse(schema(name).replace('"http://json-schema.org/draft-04/schema#"', '"http://json-schema.org/draft-07/schema#"')));
  return text => valid(JSON.parse(text)) ? [] : valid.errors.map(e => `${e.instancePath} ${e.message}`);
}

// xml validates by RELAX NG or XML Schema.
export function xml(name) {
  const validator = (name.endsWith('.rng') ? RelaxNGValidator : XsdValidator).fromDoc(XmlDocument.fromString(schema(name)));
  return text => {
    const doc = XmlDocument.fromString(text);
    try {
      validator.validate(doc);
      return [];
    } catch (error) {
      return String(error.message).trim().split('\n');
    } finally {
      doc.dispose();
    }
  };
}

// What the vocabulary of schema.org says: which properties a type may have, and what of.
const ns = { s: 'http://schema.org/', sub: 'http://www.w3.org/2000/01/rdf-schema#subClassOf', type: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type' };
const vocabulary = new Store(new Parser().parse(readFileSync(createRequire(import.meta.url).resolve('@vocabulary/schema').replace('index.js', 'schema.nq'), 'utf8')));
const objects = (subject, predicate) => vocabulary.getObjects(subject, predicate, null).map(o => o.value.replace('https://schema.org', 'http://schema.org'));
const kinds = type => new Set([type, ...objects(type, ns.sub).flatMap(parent => [...kinds(parent)])]);
const texts = ['Text', 'URL', 'Date', 'DateTime', 'Number', 'Integer', 'Boolean'].map(name => ns.s + name);

// triples reads JSON-LD; a context at an address that is not among these is an error.
const triples = (text, contexts = {}) => new Promise((resolve, reject) => {
  const store = new Store();
  const parser = new JsonLdParser({ documentLoader: { load: url => { if (!contexts[url]) throw new Error(`asks for ${url}`); return Promise.resolve(contexts[url]); } } });
  parser.on('data', quad => store.addQuad(quad)).on('error', reject).on('end', () => resolve(store));
  parser.end(text);
});

// schemaOrg holds JSON-LD against the vocabulary: each type and property is
// one of schema.org, stands where it may, and has a value of a kind it takes.
export async function schemaOrg(text) {
  const store = await triples(text, { 'https://schema.org/': {
    '@context': { '@vocab': ns.s, url: { '@type': '@id' }, contentUrl: { '@type': '@id' }, license: { '@type': '@id' }, isBasedOn: { '@type': '@id' } } } });
  const faults = [];
  for (const { subject, predicate, object } of store) {
    const name = predicate.value, types = store.getObjects(subject, ns.type, null).map(o => o.value);
    if (name === ns.type) {
      if (objects(object.value, ns.type).length === 0) faults.push(`no type ${object.value}`);
      continue;
    }
    const domain = objects(name, ns.s + 'domainIncludes'), range = objects(name, ns.s + 'rangeIncludes');
    if (domain.length === 0) faults.push(`no property ${name}`);
    else if (!types.some(type => [...kinds(type)].some(kind => domain.includes(kind)))) faults.push(`${types} has no ${name}`);
    const given = store.getObjects(object, ns.type, null).map(o => o.value);
    const fits = object.termType === 'Literal' ? range.some(kind => texts.includes(kind))
      : given.length > 0 ? given.some(type => [...kinds(type)].some(kind => range.includes(kind)))
      : range.length > 0 && /^https?:|^mailto:/.test(object.value);
    if (domain.length > 0 && !fits) faults.push(`${name} is ${given.join(' ') || object.value}, not ${range}`);
  }
  return { faults, types: store.getObjects(null, ns.type, null).map(o => o.value.replace(ns.s, '')) };
}

// dcat holds a catalogue, read as RDF, against the shapes of DCAT-AP.
export async function dcat(text) {
  shapes ??= new Store(new Parser().parse(readFileSync(join(import.meta.dirname, 'testdata/dcat-ap.ttl'), 'utf8')));
  return (await new Validator(shapes).validate(await triples(text))).results
    .map(result => `${result.focusNode?.value} ${result.path?.value ?? ''} ${result.sourceConstraintComponent?.value.replace(/.*#/, '')}`);
}
let shapes;

// bibTeX reads a citation as a reference manager does.
export function bibTeX(text) {
  const { entries, errors } = parse(text, { sentenceCase: false });
  return { faults: errors.map(e => e.error ?? String(e)), entries };
}

// securityTxt holds a text against the grammar of RFC 9116, section 6.
export function securityTxt(text, now = new Date()) {
  const faults = [], seen = {};
  for (const line of text.replace(/\r?\n$/, '').split(/\r?\n/)) {
    if (line === '' || line.startsWith('#')) continue;
    const [, name, value] = line.match(/^([!-9;-~]+): (\S(?:.*\S)?)$/) ?? [];
    if (!name) { faults.push(`not a field: ${line}`); continue; }
    (seen[name.toLowerCase()] ??= []).push(value);
  }
  for (const value of seen.contact ?? []) if (!/^(mailto:[^@\s]+@[^@\s]+|tel:\S+|https:\S+|http:\/\/127\.0\.0\.1:\S+)$/.test(value)) faults.push(`contact ${value}`);
  if (!seen.contact) faults.push('no contact');
  const [expires] = seen.expires ?? [];
  if (seen.expires?.length !== 1 || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$/.test(expires)) faults.push(`expires ${expires}`);
  else if (new Date(expires) < now || new Date(expires) - now > 366 * 86400e3) faults.push(`expires too soon or too late: ${expires}`);
  if ((seen['preferred-languages'] ?? []).length > 1) faults.push('languages twice');
  for (const name of Object.keys(seen)) if (!/^(contact|expires|preferred-languages|canonical|policy|acknowledgments|hiring|encryption)$/.test(name)) faults.push(`unknown field ${name}`);
  return faults;
}
