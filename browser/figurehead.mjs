// Starts the program on a data folder of its own and stops it again.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const program = join(import.meta.dirname, '..', 'figurehead');
export const freePort = () => new Promise((resolve, reject) => {
  const probe = createServer().on('error', reject).listen(0, '127.0.0.1', () => {
    const { port } = probe.address();
    probe.close(() => resolve(port));
  });
});

// start returns { address, setup, stop } once the program answers.
export async function start({ demo = false, env = {}, port = 0 } = {}) {
  if (!existsSync(program)) throw new Error('build the program first: make build');
  const data = mkdtempSync(join(tmpdir(), 'figurehead-browser-'));
  port ||= await freePort();
  const args = ['serve', '--data', data, '--addr', `127.0.0.1:${port}`, ...(demo ? ['--demo'] : [])];
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
  let out = '', log = '';
  child.stderr.on('data', chunk => { log += chunk; });
  const lines = await new Promise((resolve, reject) => {
    child.stdout.on('data', chunk => {
      out += chunk;
      const found = out.trim().split('\n');
      if (found.length >= 2) resolve(found);
    });
    child.on('exit', code => reject(new Error(`the program ended with ${code}: ${log}`)));
  });
  const links = lines.map(line => line.match(/https?:\/\/\S+/)[0]);
  return {
    address: links[0].replace(/\/$/, ''),
    setup: links.find(link => link.includes('/setup/')),
    async stop() {
      const ended = new Promise(resolve => child.on('exit', resolve));
      child.kill('SIGINT');
      const code = await ended;
      rmSync(data, { recursive: true, force: true });
      return code;
    },
  };
}

// figuresOf returns the figures on the front page as { id, title, page, frame,
// height, snippet, bestFit }: their addresses and the code that the share page offers.
export async function figuresOf(address) {
  const front = await (await fetch(address)).text();
  const ids = [...new Set([...front.matchAll(/href="\/w\/([0-9a-z]{26})/g)].map(found => found[1]))];
  return Promise.all(ids.map(async id => {
    const page = `${address}/w/${id}`, text = await (await fetch(page)).text();
    const [snippet, bestFit] = [...text.matchAll(/<textarea[^>]*>([^<]*iframe[^<]*)<\/textarea>/g)].map(found => unescape(found[1]));
    return {
      id, page, frame: `${address}/embed/${id}`, snippet, bestFit,
      title: unescape(text.match(/<title>([^<]*)/)[1]), height: Number(snippet.match(/height:(\d+)px/)[1]),
    };
  }));
}

const unescape = text => text.replace(/&(?:lt|gt|quot|amp|#(\d+));/g, (all, code) => code ? String.fromCodePoint(code) : { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&amp;': '&' }[all]);
