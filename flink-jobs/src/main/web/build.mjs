// Builds the page into resources/io/millrace/jobs/dashboard/web; with --check, compares the files there with a new build instead.
// Works on a copy in target/web, so that the sources stay free of node_modules. Exit code 3: the packages could not be installed.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const source = dirname(fileURLToPath(import.meta.url));
const copy = join(source, '../../../target/web');
const resources = join(source, '../resources/io/millrace/jobs/dashboard/web');
const check = process.argv.includes('--check');

function run(command, args) {
  return spawnSync(command, args, { cwd: copy, encoding: 'utf8', shell: process.platform === 'win32' });
}

/** Installs exactly the versions of the lock file, unless they are there. */
function install() {
  const lock = readFileSync(join(source, 'package-lock.json'), 'utf8');
  const installed = join(copy, 'node_modules/.installed');
  const digest = createHash('sha256').update(lock).digest('hex');
  if (existsSync(installed) && readFileSync(installed, 'utf8') === digest) return;
  const result = run('npm', ['ci', '--ignore-scripts']);
  if (result.status !== 0) {
    console.error(`dashboard: npm ci failed:\n${result.stderr}`);
    process.exit(3);
  }
  writeFileSync(installed, digest);
}

mkdirSync(copy, { recursive: true });
rmSync(join(copy, 'src'), { recursive: true, force: true });
for (const name of ['package.json', 'package-lock.json', '.npmrc', 'tsconfig.json', 'src']) {
  cpSync(join(source, name), join(copy, name), { recursive: true });
}
install();

const types = run(join(copy, 'node_modules/.bin/tsc'), ['-p', '.']);
if (types.status !== 0) {
  console.error(types.stdout);
  process.exit(1);
}

const { build } = createRequire(join(copy, 'package.json'))('esbuild');
const out = await build({
  absWorkingDir: copy,
  entryPoints: { app: 'src/main.tsx' },
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  legalComments: 'none',
  charset: 'utf8',
  outdir: 'out',
  write: false,
});
const files = new Map(out.outputFiles.map((f) => [f.path.split(/[\\/]/).pop(), Buffer.from(f.contents)]));
for (const name of ['index.html', 'icon.svg']) files.set(name, readFileSync(join(copy, 'src', name)));

let stale = false;
mkdirSync(resources, { recursive: true });
for (const [name, content] of files) {
  const place = join(resources, name);
  const same = existsSync(place) && readFileSync(place).equals(content);
  if (check && !same) {
    console.error(`dashboard: ${name} differs from a new build: run node build.mjs`);
    stale = true;
  } else if (!check && !same) {
    writeFileSync(place, content);
  }
  console.log(`${name} ${content.length}`);
}
process.exit(stale ? 1 : 0);
