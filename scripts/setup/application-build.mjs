import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CHECKOUT } from './checkout.mjs';
import { stampOf } from './input-stamp.mjs';
import { SetupError, say, withHeartbeat } from './progress.mjs';
import { runCommand } from './run-command.mjs';

const INPUTS = [
  'build',
  'electron.vite.config.ts',
  'package-lock.json',
  'package.json',
  'resources',
  'sample-index',
  'scripts/build-sample-index.mjs',
  'scripts/sample-index',
  'src',
  'tsconfig.base.json',
];
const OUTPUTS = ['main/index.js', 'main/cli.js', 'preload/index.cjs', 'renderer/index.html', 'sample-index'];

const OUT = join(CHECKOUT, 'out');
const STAMP_PATH = join(OUT, '.stamp');

/** Builds the sample index and the application into `out/`, unless they were built from these very files. */
export async function ensureBuild() {
  const stamp = await stampOf(CHECKOUT, INPUTS);
  const built = await readFile(STAMP_PATH, 'utf8').catch(() => undefined);
  if (built === stamp && OUTPUTS.every((path) => existsSync(join(OUT, path)))) return;
  await prepareForDevelopment();
  await buildStep('Building the application', [electronVite(), 'build']);
  await writeFile(STAMP_PATH, stamp);
}

/** Builds the sample index alone. The development build of electron-vite then overwrites what the stamp speaks of. */
export async function prepareForDevelopment() {
  await rm(STAMP_PATH, { force: true });
  await buildStep('Building the sample index', [join(CHECKOUT, 'scripts', 'build-sample-index.mjs')]);
}

/** The script of the `electron-vite` command, to be run by Node. */
export function electronVite() {
  return join(CHECKOUT, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
}

async function buildStep(label, args) {
  say(`${label} …`);
  const step = runCommand(process.execPath, args, { cwd: CHECKOUT, output: 'capture' });
  const { code, text } = await withHeartbeat(label, step);
  if (code !== 0) throw new SetupError(`${label} failed:\n${text.trim()}`);
}
