// The page of a run that trains, in a real browser: node live.mjs NODE_MODULES BROWSER. Prints "ready", reads the address of the page
// from standard input, ends when the run's process does, and then prints the last numbers that the page has shown as JSON.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const [modules, executablePath] = process.argv.slice(2);
const { chromium } = createRequire(join(modules, 'x.js'))('playwright-core');
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
const page = await browser.newPage();
const faults = [];
page.on('pageerror', (e) => faults.push(e.message));
page.on('console', (m) => {
  if (m.type() === 'error' && !/ERR_|Failed to load/.test(m.text())) faults.push(m.text());
});
console.log('ready');
const { value: url } = await createInterface({ input: process.stdin })[Symbol.asyncIterator]().next();
await page.goto(url);

/** What the page shows now. */
const read = () => page.evaluate(() => {
  const text = (selector) => document.querySelector(selector)?.innerText ?? '';
  return {
    connection: text('.connection'),
    step: text('.progress-text b'),
    reward: text('[data-figure="reward"]'),
    accuracy: text('[data-figure="accuracy"]'),
    trained: text('[data-end="TRAINED"]'),
  };
});

let shown = await read();
const states = new Set();
while (shown.connection !== 'connection lost') {
  states.add(await page.evaluate(() => document.querySelector('.state')?.innerText ?? ''));
  await page.waitForTimeout(100);
  shown = await read();
}
console.log(JSON.stringify({ ...shown, states: [...states], faults }));
await browser.close();
process.exit(0);
