// The page in a real browser, driven by DashboardBrowserIT: node browser.mjs NODE_MODULES BROWSER FACTS, where FACTS is JSON.
// Prints one line per check. A line "restart" asks the test to restart the server, which answers on standard input.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import assert from 'node:assert/strict';

const [modules, executablePath, json] = process.argv.slice(2);
const facts = JSON.parse(json);
const { chromium } = createRequire(join(modules, 'x.js'))('playwright-core');
const axe = readFileSync(join(modules, 'axe-core/axe.min.js'), 'utf8');
const answers = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });

/** A page that fails the test on any error, dialog or request to another host. */
async function open(url, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  const faults = [];
  page.on('console', (m) => {
    if (m.type() === 'error' && !(options.expected ?? /$^/).test(m.text())) faults.push(`console: ${m.text()}`);
  });
  page.on('pageerror', (e) => faults.push(`error: ${e.message}`));
  page.on('dialog', (d) => {
    faults.push(`dialog: ${d.message()}`);
    void d.dismiss();
  });
  page.on('request', (r) => {
    if (new URL(r.url()).origin !== new URL(url).origin && !r.url().startsWith('data:')) faults.push(`request: ${r.url()}`);
  });
  await page.goto(url);
  return { page, done: async () => { assert.deepEqual(faults, []); await context.close(); } };
}

async function check(name, test) {
  const start = Date.now();
  await test();
  console.log(`ok ${name} (${Date.now() - start} ms)`);
}

const view = (name) => `${facts.url}#/${name}`;
const VIEWS = ['overview', 'distributions', 'distributions?kind=heat&by=time', 'groups', 'queries', 'stream', 'methods', 'config'];

/** Changes the view of an open page, and waits until it has been drawn. */
async function show(page, name) {
  await page.goto(view(`${name}${name.includes('?') ? '&' : '?'}runs=sample`));
  await page.locator('main h1').first().waitFor();
  await page.waitForTimeout(250);
}

await check('numbers on the page are those of the channel', async () => {
  const { page, done } = await open(view('overview?runs=sample'));
  const tile = (figure) => page.locator(`[data-figure="${figure}"]`).innerText();
  await page.locator('[data-figure="reward"]', { hasNotText: '–' }).waitFor();
  assert.equal(Number((await tile('reward')).replace('−', '-')).toFixed(2), facts.reward.toFixed(2));
  assert.equal(await tile('accuracy'), `${(100 * facts.accuracy).toFixed(1)} %`);
  assert.equal(await page.locator('[data-end="TRAINED"]').innerText(), String(facts.trained));
  await page.getByText(`step ${facts.steps}`).first().waitFor();
  for (let i = 0; i < 2; i++) {
    await page.reload();
    for (const figure of ['reward', 'entropy', 'zero_advantage']) await page.locator(`[data-figure="${figure}"]`, { hasNotText: '–' }).waitFor();
  }
  await done();
});

await check('a click on a bin shows its responses', async () => {
  const { page, done } = await open(view('distributions?runs=sample'));
  const bins = page.locator('canvas[aria-label="Histograms of two slices, as shares"]');
  await bins.scrollIntoViewIfNeeded();
  const box = await bins.boundingBox();
  for (let x = box.width - 16; x > 60 && !page.url().includes('#/groups'); x -= 6) await bins.click({ position: { x, y: box.height - 60 } });
  await page.waitForURL(/#\/groups/);
  const params = new URLSearchParams(page.url().split('?')[1]);
  const [first, last] = params.get('version').split('-');
  const found = await (await page.request.get(`${facts.url}api/runs/sample/visits?value=reward&low=${params.get('low')}&high=${params.get('high')}&firstStep=${first}&lastStep=${last}`)).json();
  assert.ok(found.matching > 0);
  await page.getByText(`${found.matching} matching responses`).waitFor();
  for (const visit of found.visits) for (const r of visit.responses) assert.ok(r.step >= Number(first) - 99);
  await page.locator('.group-card').first().click();
  await page.locator('.column').first().waitFor();
  assert.ok((await page.locator('.column').count()) >= facts.group);
  await page.getByText(/tokens of response 0/).click();
  await page.locator('.token').first().waitFor();
  await page.keyboard.press('j');
  await page.getByRole('heading', { name: 'Response 1' }).waitFor();
  await page.getByRole('button', { name: 'entropy' }).click();
  assert.match(await page.locator('.token').nth(3).getAttribute('title'), /entropy/);
  await done();
});

await check('a search finds responses by their text', async () => {
  const { page, done } = await open(view('groups?runs=sample&q=WRONG'));
  const found = await (await page.request.get(`${facts.url}api/runs/sample/visits?verdict=INCORRECT`)).json();
  await page.getByText(`${found.matching} matching responses`).waitFor();
  await page.locator('.group-card').first().click();
  await page.locator('.column.incorrect mark').first().waitFor();
  assert.equal(await page.locator('.column.correct mark').count(), 0);
  await page.getByText(/tokens of response 0/).click();
  await page.getByRole('button', { name: 'loss mask' }).click();
  assert.match(await page.locator('.token').first().getAttribute('title'), /in the loss/);
  await done();
});

await check('hostile text is shown and does nothing', async () => {
  const { page, done } = await open(view('groups?runs=hostile'));
  await page.locator('.group-card').first().click();
  await page.locator('.column').first().waitFor();
  const text = await page.locator('.column .text').last().innerText();
  assert.ok(text.includes('<script>'), text.slice(0, 200));
  assert.ok(text.includes('\u241b'), 'escape characters are symbols');
  assert.ok(text.includes('\u27e8202e\u27e9'), 'direction marks are named');
  assert.equal(await page.evaluate(() => document.querySelectorAll('main script, main img').length), 0);
  assert.equal(await page.evaluate(() => window.hostile), undefined);
  await done();
});

const turns = (run, sample) => view(`groups?runs=${run}&group=${encodeURIComponent(`${facts.turns}#0`)}${sample === undefined ? '' : `&sample=${sample}`}`);

await check('turns show what was observed and how each call ended, hostile texts too', async () => {
  const { page, done } = await open(turns('turns', 0), { bypassCSP: true });
  await page.locator('.observation').first().waitFor();
  assert.equal(await page.locator('.observation').count(), 2);
  for (const tone of ['log-prob', 'entropy', 'loss mask', 'plain']) {
    await page.getByRole('button', { name: tone, exact: true }).click();
    await page.locator('button[aria-pressed="true"]', { hasText: tone }).waitFor();
    assert.equal(await page.locator('.observation .token[style*="background"]').count(), 0, `observations have no colour by ${tone}`);
    if (tone !== 'plain') assert.ok((await page.locator('.tokens > .token[style*="background"]').count()) > 0, tone);
  }
  assert.match(await page.locator('.observation .token').first().getAttribute('title'), /not sampled\nnot in the loss/);
  assert.deepEqual(await page.locator('.outcome').allInnerTexts(),
    ['✓ done', '⊘ rejected', '✗ malformed', '✗ unknown tool', '✗ invalid arguments', '⊘ too many', '■ answered']);
  const call = await page.locator('.call').first().innerText();
  for (const part of ['lookup', '<script>', '\u241b', '\u27e8202e\u27e9', '\u27e8061c\u27e9', '1.2 s']) assert.ok(call.includes(part), `${part} in ${call}`);
  assert.equal(await page.evaluate(() => document.querySelectorAll('main script, main img').length), 0);
  assert.equal(await page.evaluate(() => window.hostile), undefined);
  await page.evaluate(axe);
  for (const theme of ['light', 'dark']) {
    await page.evaluate((t) => { document.documentElement.dataset.theme = t; }, theme);
    const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
    assert.deepEqual(violations.filter((v) => v.impact === 'serious' || v.impact === 'critical').map((v) => `${theme} ${v.id}: ${v.nodes[0].html.slice(0, 160)}`), []);
  }
  await page.setViewportSize({ width: 390, height: 844 });
  assert.ok(await page.evaluate(() => document.querySelector('main').scrollWidth <= document.querySelector('main').clientWidth + 1), 'wider than a phone');
  await page.keyboard.press('j');
  await page.getByRole('heading', { name: 'Response 1' }).waitFor();
  assert.equal(await page.locator('.observation, .call').count(), 0);
  await done();
});

await check('groups count calls', async () => {
  const { page, done } = await open(view('groups?runs=turns'));
  await page.locator('.group-card', { hasText: facts.turns }).getByText('7 tool calls, 3 malformed').waitFor();
  assert.equal(await page.locator('.bar-calls').count(), 2);
  await page.goto(turns('turns'));
  await page.locator('.column').first().getByText(/7 tool calls, 3 malformed/).waitFor();
  assert.ok(!(await page.locator('.column').nth(1).innerText()).includes('tool call'));
  await done();
});

await check('a result of 1,000,000 characters is folded and cut', async () => {
  const { page, done } = await open(turns('long', 0));
  await page.locator('.call').first().waitFor();
  assert.ok((await page.evaluate(() => document.querySelector('main').textContent.length)) < 200_000);
  const result = page.locator('.call').first().locator('details').last();
  assert.equal(await result.evaluate((d) => d.open), false);
  await result.locator('summary').focus();
  await page.keyboard.press('Enter');
  await result.getByText('only the first 20,000 of 1,000,001 characters are shown').waitFor();
  await done();
});

await check('a response of 900,000 characters does not stop the page', async () => {
  const { page, done } = await open(view('groups?runs=long'));
  await page.locator('.group-card').last().click();
  await page.locator('.column').first().waitFor();
  const length = await page.evaluate(() => document.querySelector('.side-by-side').textContent.length);
  assert.ok(length < 200_000, `the page has ${length} characters of it`);
  await page.locator('.column .chip').first().click();
  await done();
});

await check('views have no serious fault of accessibility', async () => {
  for (const colorScheme of ['light', 'dark']) {
    const { page, done } = await open(view('overview?runs=sample'), { colorScheme, bypassCSP: true });
    await page.locator('main h1').first().waitFor();
    await page.evaluate(axe);
    for (const name of colorScheme === 'light' ? VIEWS : ['overview', 'distributions', 'groups', 'stream']) {
      await show(page, name);
      const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
      const serious = violations.filter((v) => v.impact === 'serious' || v.impact === 'critical');
      assert.deepEqual(serious.map((v) => `${name} ${colorScheme} ${v.id}: ${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160)).join(' | ')}`), []);
    }
    await done();
  }
});

await check('a phone shows all views without sideways scrolling', async () => {
  const { page, done } = await open(view('overview?runs=sample'), { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  for (const name of VIEWS) {
    await show(page, name);
    assert.ok(await page.evaluate(() => document.querySelector('main').scrollWidth <= document.querySelector('main').clientWidth + 1), `${name} is wider than the screen`);
  }
  await done();
});

await check('keys change views and colours', async () => {
  const { page, done } = await open(view('overview'));
  await page.locator('main h1').first().waitFor();
  await page.keyboard.press('2');
  await page.waitForURL(/#\/distributions/);
  const before = await page.evaluate(() => document.documentElement.dataset.theme);
  await page.keyboard.press('t');
  assert.notEqual(await page.evaluate(() => document.documentElement.dataset.theme), before);
  await page.keyboard.press('?');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await done();
});

await check('two runs are laid over each other', async () => {
  const { page, done } = await open(view('distributions?runs=sample,hostile'));
  await page.getByRole('heading', { name: 'Runs laid over each other' }).waitFor();
  await page.goto(view('overview?runs=sample,hostile'));
  await page.getByRole('heading', { name: 'Runs compared' }).waitFor();
  assert.equal(await page.locator('.table tbody tr').count(), 2);
  await done();
});

await check('a wrong token is refused and the right one opens the page', async () => {
  const wrong = await open(facts.secret.replace(/token=.*/, 'token=0123456789012345678901'), { expected: /401/ });
  await wrong.page.getByText('This page needs its token').waitFor();
  await wrong.done();
  const right = await open(facts.secret);
  await right.page.locator('main h1').first().waitFor();
  assert.ok(!right.page.url().includes('token'), 'the token leaves the address');
  await right.done();
});

await check('the page reconnects after a restart and shows what is new', async () => {
  const { page, done } = await open(view('overview?runs=sample'), { expected: /ERR_|Failed to load|502|503/ });
  await page.getByText('up to date').waitFor();
  await page.getByText(`step ${facts.steps}`).first().waitFor();
  console.log('restart');
  await answers.next();
  await page.getByText(`step ${facts.steps + 1}`).first().waitFor({ timeout: 60_000 });
  await page.getByText('up to date').waitFor();
  await done();
});

await browser.close();
console.log('done');
process.exit(0);
