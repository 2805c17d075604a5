// Chromium, and what every page must satisfy.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
export const out = join(import.meta.dirname, 'out');
mkdirSync(out, { recursive: true });

export const widths = [320, 768, 1280];
// How long a page is waited for, in milliseconds, on a machine that is busy.
export const patience = 60_000;
// How much of a page a picture of it shows, in pixels: more takes a minute to make, and nobody looks at it.
const tallest = 16_000;

// What Chromium is to leave out: its address bar, which no page has here, loads two
// pages of its own with every window, as much work as what is tested. This list
// replaces that of Playwright, which it begins with.
const without = [
  'AvoidUnnecessaryBeforeUnloadCheckSync', 'DestroyProfileOnBrowserClose', 'HttpsUpgrades', 'HttpsFirstBalancedModeAutoEnable', 'LensOverlay',
  'MediaRouter', 'PaintHolding', 'ThirdPartyStoragePartitioning', 'AvoidCorsURLLoaderRestartOnRedirect', 'OptimizationHints',
  'NetworkTimeServiceQuerying', 'AimEnabled', 'PreconnectToSearch',
  'WebUIOmniboxPopup', 'WebUIOmniboxAimPopup',
];

export const launch = (more = {}) => chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [`--disable-features=${without}`, '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  ...more,
});

// axe returns what axe-core finds on the page and in its frames, as readable lines.
// The content security policy forbids inline script, so axe runs in an isolated world.
export async function axe(page) {
  const findings = [];
  for (const frame of page.frames()) {
    await frame.evaluate(axeSource);
    const { violations } = await frame.evaluate(() => globalThis.axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], iframes: false,
    }));
    for (const v of violations) for (const node of v.nodes) findings.push(`${v.id}: ${node.target.join(' ')} – ${node.failureSummary.split('\n')[1]}`);
  }
  return findings;
}

// holds checks a page at every width: no violation, no overflow, no error in
// the console; it leaves a screenshot for a person to look at.
export async function holds(page, name) {
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 });
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(overflow <= 0, `${name} is ${overflow} px wider than ${width} px`);
    const height = Math.min(tallest, await page.evaluate(() => document.documentElement.scrollHeight));
    await page.screenshot({ path: join(out, `${name}-${width}.png`), fullPage: true, clip: { x: 0, y: 0, width, height } });
  }
  assert.deepEqual(await axe(page), [], `${name}: accessibility`);
}

// listen collects every error of a page's console and every request to another host.
export function listen(page, address) {
  const heard = { errors: [], strangers: [] };
  page.on('console', message => { if (message.type() === 'error') heard.errors.push(message.text()); });
  page.on('pageerror', error => heard.errors.push(String(error)));
  page.on('request', request => {
    const url = request.url();
    if (/^https?:/.test(url) && !url.startsWith(address)) heard.strangers.push(url);
  });
  return heard;
}
