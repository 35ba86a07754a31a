// Sets everything up, then runs every check and every test. `npm test`
// Options: --only unit|check|e2e (a part of it); what else is given goes to that part's test runner.
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureBuild } from './setup/application-build.mjs';
import { CHECKOUT } from './setup/checkout.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { ensureElectron } from './setup/electron-runtime.mjs';
import { requireNodeVersion } from './setup/node-version.mjs';
import { runScript, SetupError } from './setup/progress.mjs';
import { handOver, runNpm } from './setup/run-command.mjs';
import { whileLocked } from './setup/set-up-lock.mjs';
import { ensureSystemPackages } from './setup/system-packages.mjs';
import { addCounts, countEndToEndTests, countUnitTests, totalsLine } from './setup/test-totals.mjs';
import { startVirtualDisplay } from './setup/virtual-display.mjs';

const PARTS = ['check', 'unit', 'e2e'];
const CHECKS = ['format', 'lint', 'types', 'dependency-order', 'dead-code'];
/** Of the engine, what works with sockets, files, hashes and compression. */
const WITH_STREAMS = ['files', 'upstream', 'mirror', 'download', 'run/sync', 'serve', 'verify', 'export'];
const RESULTS = join(CHECKOUT, 'test-results');
const UNIT_REPORT = join(RESULTS, 'unit.json');
const END_TO_END_REPORT = join(RESULTS, 'e2e.json');
const VITEST = join(CHECKOUT, 'node_modules', 'vitest', 'vitest.mjs');
const PLAYWRIGHT = join(CHECKOUT, 'node_modules', 'playwright', 'cli.js');

function readOptions(given) {
  const position = given.indexOf('--only');
  if (position < 0) return { parts: PARTS, rest: given };
  const only = given[position + 1];
  if (!PARTS.includes(only)) throw new SetupError(`"--only" takes one of ${PARTS.join(', ')}.`);
  return { parts: [only], rest: given.toSpliced(position, 2) };
}

/** Runs one step under a heading, with its time. Answers its name where it failed. */
async function runStep(name, work) {
  const startedAt = Date.now();
  console.log(`\n── ${name}`);
  const code = await work();
  return tellStep(name, { code, startedAt }) ? [] : [name];
}

/** Tells how a step ended, and whether that was well. */
function tellStep(name, { code, startedAt, text = '' }) {
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
  console.log(`${text}── ${name}: ${code === 0 ? 'ok' : `FAILED (exit code ${code})`}, ${seconds} s`);
  return code === 0;
}

/** Two lanes: lint takes as long as all others together. What each says comes when it has ended. */
async function runChecks() {
  const lanes = await Promise.all([runLane(['lint']), runLane(CHECKS.filter((name) => name !== 'lint'))]);
  return lanes.flat();
}

async function runLane(names) {
  const failed = [];
  for (const name of names) {
    const startedAt = Date.now();
    const { code, text } = await runNpm(['run', '--silent', name], { output: 'capture' });
    if (!tellStep(name, { code, startedAt, text })) failed.push(name);
  }
  return failed;
}

async function runUnitTests(electron, rest) {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${UNIT_REPORT}`];
  const failed = await runStep('unit tests', () =>
    handOver(process.execPath, [VITEST, 'run', ...reporters, ...rest], { cwd: CHECKOUT }),
  );
  if (rest.length > 0) return failed;
  // The application runs the engine in Electron's Node, whose crypto and streams differ. Not counted twice.
  const again = [VITEST, 'run', '--reporter=dot', ...WITH_STREAMS.map((room) => `src/engine/${room}`)];
  const env = { ELECTRON_RUN_AS_NODE: '1' };
  const inElectron = await runStep("the engine's unit tests in Electron's Node", () =>
    handOver(electron, again, { env, cwd: CHECKOUT }),
  );
  return [...failed, ...inElectron];
}

async function runEndToEndTests(rest) {
  const display = await startVirtualDisplay();
  const args = [PLAYWRIGHT, 'test', '-c', join('e2e', 'playwright.config.ts'), ...rest];
  const { env } = display;
  try {
    return await runStep('end-to-end tests', () => handOver(process.execPath, args, { env, cwd: CHECKOUT }));
  } finally {
    await display.close();
  }
}

/** What a runner has counted; nothing where it did not come as far as its report. */
async function countsIn(path, count) {
  const report = await readFile(path, 'utf8').catch(() => undefined);
  return report === undefined ? [] : [count(JSON.parse(report))];
}

async function main() {
  requireNodeVersion();
  const { parts, rest } = readOptions(process.argv.slice(2));
  const endToEnd = parts.includes('e2e');
  const electron = await whileLocked(async () => {
    await ensureDependencies();
    const executable = await ensureElectron();
    await ensureSystemPackages({ electron: executable, needsDisplay: endToEnd, needsPython: true });
    await ensureBuild();
    return executable;
  });
  await rm(RESULTS, { recursive: true, force: true });
  await mkdir(RESULTS, { recursive: true });
  const failed = [];
  if (parts.includes('check')) failed.push(...(await runChecks()));
  if (parts.includes('unit')) failed.push(...(await runUnitTests(electron, rest)));
  if (endToEnd) failed.push(...(await runEndToEndTests(rest)));
  const totals = addCounts([
    ...(await countsIn(UNIT_REPORT, countUnitTests)),
    ...(await countsIn(END_TO_END_REPORT, countEndToEndTests)),
  ]);
  const ranNothing = totals.passed + totals.failed === 0 && parts.some((part) => part !== 'check');
  if (ranNothing) failed.push('no test was run');
  if (failed.length > 0) console.log(`\nFailed: ${failed.join(', ')}`);
  console.log(`\n${totalsLine(totals)}`);
  return failed.length === 0 ? 0 : 1;
}

await runScript(main);
