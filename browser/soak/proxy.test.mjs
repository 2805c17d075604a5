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
    const answer = await ask(port, '/healthz').catch(() => null);
    if (answer?.status === 200) return;
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  assert.fail(`${command} does not answer: ${said}`);
}

test('nginx', async () => {
  const port = await freePort();
  const recipe = readFileSync(join(recipes, 'nginx.conf'), 'utf8').replace('443 ssl', `127.0.0.1:${port}`).replace(/^\s*ssl_.*\n/gm, '')
    .replaceAll('127.0.0.1:8080', `127.0.0.1:${inner}`).replace('/var/cache/nginx/figures', join(folder, 'cache'));
  writeFileSync(join(folder, 'figures.conf'), recipe);
  writeFileSync(join(folder, 'nginx.conf'), `${process.getuid() === 0 ? 'user root;' : ''}\ndaemon off;\npid ${folder}/pid;\nerror_log stderr warn;\nevents {}\nhttp {\naccess_log off;\n${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(n => `${n}_temp_path ${folder}/${n};`).join('\n')}\ninclude ${folder}/figures.conf;\n}\n`);
  await run('nginx', ['-e', 'stderr', '-c', join(folder, 'nginx.conf')], port);

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
  writeFileSync(join(folder, 'Caddyfile'), `{\n\tadmin off\n\tauto_https off\n}\n${recipe}`);
  await run('caddy', ['run', '--config', join(folder, 'Caddyfile'), '--adapter', 'caddyfile'], port, { HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder });
  const frame = await ask(port, `/embed/${figure}`);
  assert.equal(frame.status, 200);
  assert.equal((await ask(port, `/embed/${figure}`, { 'If-None-Match': frame.headers.etag })).status, 304);
  assert.equal((await ask(port, '/metrics')).status, 404);
  assert.match((await ask(port, `/w/${figure}`)).text, new RegExp(`https://${host}/w/${figure}`));
});
