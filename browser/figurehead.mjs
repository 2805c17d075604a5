// Starts the program on a data folder of its own and stops it again.
import { execFileSync, spawn } from 'node:child_process';
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

// start returns { address, setup, pause, again, copyTo, stop } once the program answers.
export async function start({ demo = false, env = {}, port = 0 } = {}) {
  if (!existsSync(program)) throw new Error('build the program first: make build');
  const data = mkdtempSync(join(tmpdir(), 'figurehead-browser-'));
  port ||= await freePort();
  const args = ['serve', '--data', data, '--addr', `127.0.0.1:${port}`, ...(demo ? ['--demo'] : [])];
  let child;
  const run = async least => {
    child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
    let out = '', log = '';
    child.stderr.on('data', chunk => { log += chunk; });
    return new Promise((resolve, reject) => {
      child.stdout.on('data', chunk => {
        out += chunk;
        const found = out.trim().split('\n');
        if (found.length >= least) resolve(found);
      });
      child.on('exit', code => reject(new Error(`the program ended with ${code}: ${log}`)));
    });
  };
  const pause = async () => {
    const ended = new Promise(resolve => child.on('exit', resolve));
    child.kill('SIGINT');
    return ended;
  };
  const lines = await run(2); // its address and the link of set-up
  const links = lines.map(line => line.match(/https?:\/\/\S+/)[0]);
  return {
    address: links[0].replace(/\/$/, ''),
    setup: links.find(link => link.includes('/setup/')),
    pause,
    again: () => run(1), // on the same data, at the same address
    copyTo: (folder, address) => execFileSync(program, ['export', '--data', data, '--public-url', address, folder], { stdio: ['ignore', 'ignore', 'inherit'] }),
    async stop() {
      const code = await pause();
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
