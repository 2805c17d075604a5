// The recipes for nginx and Caddy, with the programs themselves: what the
// public reads is kept and asked for again by its ETag, what is behind sign-in
// never is, and a withdrawal is seen at once.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { freePort, start } from '../figurehead.mjs';

const host = 'figures.example.gov.uk';
const recipes = join(import.meta.dirname, '../../docs/recipes/proxy');
const folder = mkdtempSync(join(tmpdir(), 'figurehead-proxy-'));
let program, inner, figure;
const running = [];

before(async () => {
  inner = await freePort();
  program = await start({ demo: true, port: inner, env: { FIGUREHEAD_PUBLIC_URL: `https://${host}`, FIGUREHEAD_TRUSTED_PROXIES: '127.0.0.1' } });
  figure = (await ask(inner, '/')).text.match(/href="\/w\/([0-9a-z]{26})/)[1];
});

after(async () => {
  for (const child of running) {
    const ended = new Promise(resolve => child.once('exit', resolve));
    child.kill('SIGTERM');
    await ended;
  }
  await program?.stop();
  rmSync(folder, { recursive: true, force: true });
});

// ask sends one request as a browser of the public address would.
function ask(port, path, headers = {}, method = 'GET') {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, method, headers: { Host: host, ...headers } }, answer => {
      const parts = [];
      answer.on('data', part => parts.push(part)).on('end', () => resolve({ status: answer.statusCode, headers: answer.headers, text: Buffer.concat(parts).toString() }));
    }).on('error', reject).end();
  });
}

// run starts a proxy and waits until it answers.
async function run(command, args, port, env = {}) {
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, ...env } });
  let said = '';
  child.stderr.on('data', text => { said += text; });
  running.push(child);
  for (let n = 0; n < 100; n++) {
    if (child.exitCode !== null) break;
    const answer = await ask(port, '/robots.txt').catch(() => null);
    if (answer?.status === 200) return;
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  assert.fail(`${command} does not answer: ${said}`);
}

// runNginx runs nginx with something in its http block.
function runNginx(name, block, port) {
  const at = join(folder, name);
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(n => `${n}_temp_path ${at}-${n};`).join('\n');
  writeFileSync(`${at}.conf`, `${process.getuid() === 0 ? 'user root;' : ''}\ndaemon off;\npid ${at}.pid;\nerror_log stderr warn;\nevents {}\nhttp {\naccess_log off;\n${temporary}\n${block}\n}\n`);
  return run('nginx', ['-e', 'stderr', '-c', `${at}.conf`], port);
}

// runCaddy runs Caddy with a site.
function runCaddy(name, site, port) {
  const file = join(folder, `Caddyfile-${name}`);
  writeFileSync(file, `{\n\tadmin off\n\tauto_https off\n}\n${site}`);
  return run('caddy', ['run', '--config', file, '--adapter', 'caddyfile'], port, { HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder });
}

test('nginx', async () => {
  const port = await freePort();
  const recipe = readFileSync(join(recipes, 'nginx.conf'), 'utf8').replace('443 ssl', `127.0.0.1:${port}`).replace(/^\s*ssl_.*\n/gm, '')
    .replaceAll('127.0.0.1:8080', `127.0.0.1:${inner}`).replace('/var/cache/nginx/figures', join(folder, 'cache'));
  await runNginx('proxy', recipe, port);

  const first = await ask(port, `/embed/${figure}`);
  assert.equal(first.status, 200);
  assert.equal(first.headers['x-cache'], 'MISS');
  const again = await ask(port, `/embed/${figure}`);
  assert.equal(again.headers['x-cache'], 'HIT');
  assert.equal(again.text, first.text);
  await new Promise(resolve => setTimeout(resolve, 2500));
  assert.equal((await ask(port, `/embed/${figure}`)).headers['x-cache'], 'REVALIDATED', 'asked for again by its ETag');
  assert.equal((await ask(port, `/embed/${figure}`, { 'If-None-Match': first.headers.etag })).status, 304);
  const packed = await ask(port, `/embed/${figure}`, { 'Accept-Encoding': 'gzip' });
  assert.equal(packed.headers['content-encoding'], 'gzip', 'each encoding is kept by itself');
  assert.notEqual(packed.headers.etag, first.headers.etag);
  assert.equal((await ask(port, `/embed/${figure}`)).headers['content-encoding'], undefined);
  assert.equal((await ask(port, '/metrics')).status, 404);
  for (const path of ['/sign-in', '/studio/figures']) {
    for (let n = 0; n < 2; n++) assert.equal((await ask(port, path)).headers['x-cache'], undefined, `${path} is passed on`);
  }
});

test('Caddy', async () => {
  const port = await freePort();
  const recipe = readFileSync(join(recipes, 'Caddyfile'), 'utf8').replace(`${host} {`, `http://${host}:${port} {\n\tbind 127.0.0.1`).replace('127.0.0.1:8080', `127.0.0.1:${inner}`);
  await runCaddy('proxy', recipe, port);
  const frame = await ask(port, `/embed/${figure}`);
  assert.equal(frame.status, 200);
  assert.equal((await ask(port, `/embed/${figure}`, { 'If-None-Match': frame.headers.etag })).status, 304);
  assert.equal((await ask(port, '/metrics')).status, 404);
  assert.match((await ask(port, `/w/${figure}`)).text, new RegExp(`https://${host}/w/${figure}`));
});

// The two blocks of "Keep a plain copy": files keep the types that the server gives.
const [forNginx, forCaddy] = readFileSync(join(recipes, '../../how-to/keep-a-plain-copy.md'), 'utf8').split('## Serve it')[1].match(/```\n[\s\S]*?```/g).map(block => block.slice(4, -3));
for (const [name, serve] of [
  ['nginx', (copy, port) => runNginx('copy', `include /etc/nginx/mime.types;\nserver {\nlisten 127.0.0.1:${port};\n${forNginx.replace('/srv/figures', copy)}\n}`, port)],
  ['Caddy', (copy, port) => runCaddy('copy', forCaddy.replace(`${host} {`, `http://${host}:${port} {\n\tbind 127.0.0.1`).replace('/srv/figures', copy), port)],
]) {
  test(`a plain copy under ${name}`, async () => {
    const port = await freePort(), copy = join(folder, `copy-${name}`);
    program.copyTo(copy, `https://${host}`);
    await serve(copy, port);
    const page = `/w/${figure}`;
    for (const path of ['/', page, `/embed/${figure}`, `${page}/og.png`, `${page}/og.svg`, ...['csv', 'json', 'xlsx', 'parquet'].map(kind => `${page}/data.${kind}`), '/catalog.jsonld', '/feed.atom', '/robots.txt', '/accessibility', '/.well-known/security.txt']) {
      const [served, plain] = [await ask(inner, path), await ask(port, path)];
      assert.equal(plain.status, 200, path);
      assert.equal(plain.headers['content-type']?.split(';')[0], served.headers['content-type'].split(';')[0], path);
      if (path.endsWith('.csv')) assert.match(plain.headers['content-type'], /charset=utf-8/);
      if (/\/(data|og|catalog|feed)\./.test(path) && !path.includes('/og.')) assert.equal(plain.headers['access-control-allow-origin'], '*', path);
      assert.equal(plain.headers['x-frame-options'], undefined, path);
    }
    assert.equal((await ask(port, '/oembed')).status, 404);
  });
}
