// Builds the browser's files into dist/ under names that carry a hash of their
// bytes, and manifest.json, which maps plain names to those.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import * as sass from 'sass';

const here = import.meta.dirname;
const modules = join(here, 'node_modules');
const dist = join(here, 'dist');

const read = (...path) => readFileSync(join(here, ...path));
const files = {
  'govuk.css': sass.compile(join(here, 'css/govuk.scss'), { style: 'compressed', loadPaths: [modules], quietDeps: true, logger: sass.Logger.silent }).css,
  'htmx.js': read('node_modules/htmx.org/dist/htmx.min.js'),
};
for (const folder of ['css', 'js', 'img']) {
  for (const name of readdirSync(join(here, folder))) {
    if (['.css', '.js', '.svg'].includes(extname(name))) files[name] = read(folder, name);
  }
}

// One style sheet for the studio: the parts all screens share, then those of single screens.
for (const name of readdirSync(join(here, 'css/screens')).sort()) {
  if (name.endsWith('.css')) files['figurehead.css'] = Buffer.concat([files['figurehead.css'], read('css/screens', name)]);
}

mkdirSync(dist, { recursive: true });
for (const name of readdirSync(dist)) if (name !== '.keep') rmSync(join(dist, name));
const manifest = {};
for (const name of Object.keys(files).sort()) {
  const body = Buffer.from(files[name]);
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 12);
  manifest[name] = `${name.slice(0, -extname(name).length)}.${hash}${extname(name)}`;
  writeFileSync(join(dist, manifest[name]), body);
}
writeFileSync(join(dist, 'manifest.json'), JSON.stringify(manifest, null, 1) + '\n');

// The licences of what was taken from npm stand beside it. A package without
// a licence file names its licence in package.json; its text is in docs.
const licences = ['govuk-frontend', 'htmx.org'].map(name => {
  const about = JSON.parse(read('node_modules', name, 'package.json'));
  const file = join(modules, name, 'LICENSE');
  return `${name} ${about.version}, ${about.license}\n\n${existsSync(file) ? readFileSync(file, 'utf8') : 'See docs/reference/third-party.md'}`;
});
writeFileSync(join(dist, 'licences.txt'), licences.join('\n\n'));
