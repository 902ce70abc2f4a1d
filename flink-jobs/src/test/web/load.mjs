// Measures a page with many curves while steps arrive: node load.mjs NODE_MODULES BROWSER URL STEPS. Prints "ready" when all curves are
// drawn, and after step STEPS what the page has cost since then, as JSON.
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [modules, executablePath, url, steps] = process.argv.slice(2);
const { chromium } = createRequire(join(modules, 'x.js'))('playwright-core');
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
const page = await browser.newPage({ viewport: { width: 1400, height: 1000 } });
const faults = [];
page.on('pageerror', (e) => faults.push(e.message));
await page.addInitScript(() => {
  window.longest = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((e) => { window.longest = Math.max(window.longest, e.duration); })).observe({ type: 'longtask' });
});
const start = Date.now();
await page.goto(url);
const curves = Number(new URL(url.replace('#/', '')).searchParams.get('curves'));
await page.waitForFunction((n) => document.querySelectorAll('.line').length >= n, curves, { timeout: 120_000 });
await page.locator('.line').first().scrollIntoViewIfNeeded(); // Charts outside the window are not drawn.
await page.locator('.u-wrap').first().waitFor({ timeout: 120_000 });
const drawn = Date.now() - start;
const client = await page.context().newCDPSession(page);
await client.send('Performance.enable');
const metrics = async () => Object.fromEntries((await client.send('Performance.getMetrics')).metrics.map((m) => [m.name, m.value]));
const before = await metrics();
await page.evaluate(() => { window.longest = 0; });
console.log('ready');
await page.getByText(`step ${Number(steps).toLocaleString('en')}`).first().waitFor({ timeout: 120_000 });
const after = await metrics();
const longest = await page.evaluate(() => window.longest);
const wall = after.Timestamp - before.Timestamp;
console.log(JSON.stringify({
  curves, drawnMillis: drawn, seconds: Number(wall.toFixed(1)), busyShare: Number(((after.TaskDuration - before.TaskDuration) / wall).toFixed(3)),
  longestTaskMillis: Math.round(longest), heapMegabytes: Math.round(after.JSHeapUsedSize / 1e6), faults,
}));
await browser.close();
process.exit(0);
