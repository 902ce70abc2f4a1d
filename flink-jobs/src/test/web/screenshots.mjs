// Takes the screenshots of docs/images, in headless Chromium: node screenshots.mjs [--dark] [FOLDER]. Shows the recorded run of
// `./millrace dashboard --demo`, and for the stream a run of deploy/demo/demo.yaml while it trains. Needs Chromium, Node and npm.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../../..');
const dark = process.argv.includes('--dark');
const folder = resolve(process.argv.slice(2).find((one) => !one.startsWith('--')) ?? join(root, 'docs/images'));
const STEPS_BEFORE_STREAM = 30;

const built = spawnSync('node', [join(root, 'flink-jobs/src/main/web/build.mjs'), '--check'], { encoding: 'utf8' });
if (built.status !== 0) throw new Error(built.stdout + built.stderr);
const { chromium } = createRequire(join(root, 'flink-jobs/target/web/x.js'))('playwright-core');
const executablePath = spawnSync('which', ['chromium'], { encoding: 'utf8' }).stdout.trim();
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
mkdirSync(folder, { recursive: true });

/** Starts a command that serves the page, and uses the page until it is closed. */
async function serving(args, use) {
  const command = spawn(join(root, 'millrace'), args, { cwd: root });
  try {
    for await (const line of createInterface({ input: command.stdout })) {
      const url = /^dashboard: (\S+)/.exec(line)?.[1];
      if (url) {
        await use(url);
        return;
      }
    }
    throw new Error(`millrace ${args.join(' ')} served no page`);
  } finally {
    const ended = once(command, 'exit');
    command.kill('SIGINT');
    await ended;
  }
}

async function open(url, height, width = 1200) {
  const context = await browser.newContext({ viewport: { width, height }, reducedMotion: 'reduce', colorScheme: dark ? 'dark' : 'light', locale: 'en-GB' });
  const page = await context.newPage();
  await page.goto(url);
  return page;
}

async function shoot(page, name) {
  await page.waitForTimeout(1200);
  await page.evaluate((name) => document.querySelectorAll('.path').forEach((one) => { one.textContent = one.textContent.replace(/^\/.*\/demo/, name); }), 'runs/demo');
  await page.screenshot({ path: join(folder, `dashboard-${name}.png`) });
  console.log(join(folder, `dashboard-${name}.png`));
  await page.context().close();
}

/** A group that was trained on and begins with responses of both verdicts and modes, and its longest incorrect response. */
async function example(url) {
  const { visits } = await (await fetch(`${url}api/runs/demo/visits?verdict=INCORRECT&mode=think&collapse=NONE&limit=200`)).json();
  const both = (v, key) => new Set(v.responses.slice(0, 3).map((r) => r[key])).size === 2;
  const visit = visits.find((v) => v.end === 'TRAINED' && v.kind === 'PLAIN' && both(v, 'verdict') && both(v, 'mode'));
  const sample = visit.responses.filter((r) => r.verdict === 'INCORRECT').sort((a, b) => b.length - a.length)[0].sample;
  return { group: encodeURIComponent(`${visit.query}#${visit.visit}`), sample };
}

await serving(['dashboard', '--demo', '--port', '0'], async (url) => {
  await shoot(await open(`${url}#/overview`, 1000), 'overview');
  await shoot(await open(`${url}#/distributions?value=length&kind=ridges`, 800), 'distributions');
  const { group, sample } = await example(url);
  await shoot(await open(`${url}#/groups?group=${group}`, 760), 'group');
  await shoot(await open(`${url}#/groups?group=${group}&sample=${sample}`, 640), 'response');
  await shoot(await open(`${url}#/config`, 560), 'alarms');
  if (dark) {
    for (const view of ['groups', 'queries', 'methods', 'stream']) await shoot(await open(`${url}#/${view}`, 1000), view);
  }
});

const out = mkdtempSync(join(tmpdir(), 'screenshots'));
await serving(['run', 'deploy/demo/demo.yaml', '--out', join(out, 'demo')], async (url) => {
  const page = await open(`${url}#/stream`, 640, 1280);
  const steps = async () => (await (await fetch(`${url}api/runs`)).json()).runs[0]?.steps ?? 0;
  while ((await steps()) < STEPS_BEFORE_STREAM) await page.waitForTimeout(500);
  await shoot(page, 'stream');
});
rmSync(out, { recursive: true, force: true });
await browser.close();
