import { execFile, spawnSync } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CarriedMirror, createCarriedMirror } from '../export/testing/carried-mirror';
import { createHandOver } from './hand-over';
import type { HandoverContents } from './handover-contents';
import { writeStartHere } from './start-here';
import { CHINESE_START, ENGLISH_START } from './start-here-texts';
import { SERVER_SCRIPT } from './testing/travelling-server';

const run = promisify(execFile);
const hasPip = spawnSync('python3', ['-m', 'pip', '--version']).status === 0;
const pythonEnvironment = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(?:PIP|PYTHON|UV)_/.test(name)),
);

let carried: CarriedMirror;
let stick: string;

beforeAll(async () => {
  carried = await createCarriedMirror();
  stick = join(carried.drive, 'a stick');
  await exportTo(stick);
}, 60_000);
afterAll(() => carried.remove());

async function exportTo(to: string, changes: Parameters<CarriedMirror['export']>[1] = {}): Promise<void> {
  const extras = createHandOver({
    serverScript: await readFile(SERVER_SCRIPT, 'utf8'),
    syncedAtMs: Date.UTC(2026, 10, 23, 8, 30),
    program: 'test 1.0',
    fingerprint: carried.key.fingerprint,
    approval: null,
  });
  const outcome = await carried.export(to, { extras, ...changes });
  if (outcome.kind !== 'exported') throw new Error(JSON.stringify(outcome));
}

describe('what is handed over with a whole mirror', () => {
  it('is a page to start with, a server, and settings, all of them in the list of hashes', async () => {
    const sums = await readFile(join(stick, 'SHA256SUMS'), 'utf8');
    for (const path of [
      'START-HERE.html',
      'serve.py',
      'clients/pip.conf',
      'clients/pip.ini',
      'clients/uv.toml',
    ])
      expect(sums).toContain(`  ${path}\n`);
    await run('sha256sum', ['--check', '--quiet', 'SHA256SUMS'], { cwd: stick });
  });

  it('tells what there is, in both languages, with the fingerprint to be compared', async () => {
    const page = await readFile(join(stick, 'START-HERE.html'), 'utf8');
    expect(page.split(carried.key.fingerprint)).toHaveLength(7);
    for (const text of [ENGLISH_START.title, CHINESE_START.title, '2026-11-23 08:30 UTC', 'test 1.0'])
      expect(page).toContain(text);
    expect(page).toContain('<dt>Projects</dt><dd>2</dd>\n<dt>Files</dt><dd>3</dd>');
    expect(page).toContain('<a href="transfers.jsonl">');
  });

  it.runIf(hasPip)('lets pip install by the very commands that the page tells, from its folder', async () => {
    const page = await readFile(join(stick, 'START-HERE.html'), 'utf8');
    const [command = ''] =
      /python3 -m pip install --isolated --index-url \.\/simple\/ PACKAGE/.exec(page) ?? [];
    const into = join(carried.drive, 'into');
    const words = command.replace('PACKAGE', 'sand').split(' ').slice(1);
    const options = { cwd: stick, env: { ...pythonEnvironment, PIP_CONFIG_FILE: '/dev/null' } };
    await run('python3', [...words, '--no-cache-dir', '--target', into], options);
    const installed = await run('python3', ['-c', 'import sand, stone; print(stone.__version__)'], {
      env: { ...pythonEnvironment, PYTHONPATH: into },
    });
    expect(installed.stdout).toBe('2.0\n');
  });

  it.runIf(hasPip)('lets pip install by the settings alone', async () => {
    const env = { ...pythonEnvironment, PIP_CONFIG_FILE: 'clients/pip.ini' };
    const words = ['-m', 'pip', 'download', '--no-cache-dir', '--dest', join(carried.drive, 'got'), 'stone'];
    const { stdout } = await run('python3', words, { cwd: stick, env });
    expect(stdout).toContain('stone-2.0-py3-none-any.whl');
  });
});

describe('what cannot be installed from', () => {
  it('gets neither server nor settings, and says how it is taken in', async () => {
    const part = join(carried.drive, 'part');
    await exportTo(part, { part: { bytes: 4_000_000, number: 1 } });
    const page = await readFile(join(part, 'START-HERE.html'), 'utf8');
    expect(page).toContain(ENGLISH_START.part);
    expect(page).toContain(`sandgrouse import MIRROR . --fingerprint ${carried.key.fingerprint}`);
    expect(page).not.toContain('--index-url');
    expect(await readFile(join(part, 'SHA256SUMS'), 'utf8')).not.toMatch(/serve\.py|clients/);
    await rm(part, { recursive: true });
  });
});

describe('the page to start with', () => {
  const contents: HandoverContents = {
    files: [
      { path: 'packages/a/sand-1.0-py3-none-any.whl', sizeBytes: 2_500_000, sha256: '0'.repeat(64) },
      { path: 'packages/a/sand-1.0-py3-none-any.whl.metadata', sizeBytes: 1, sha256: '0'.repeat(64) },
      { path: 'mirror/requirements.lab.txt', sizeBytes: 1, sha256: '0'.repeat(64) },
      { path: 'mirror/pylock.lab.toml', sizeBytes: 1, sha256: '0'.repeat(64) },
      { path: 'mirror/proof.html', sizeBytes: 1, sha256: '0'.repeat(64) },
    ],
    projects: ['sand'],
    targets: [{ id: 'lab', label: 'The lab <b>&"\u202e' }],
    tools: [],
    application: null,
    upstreamUrl: 'https://index.example/"><script>alert(1)</script>',
    base: null,
    partBytes: null,
    mirror: undefined as never,
    web: '/nowhere',
  };
  const facts = {
    contents,
    syncedAtMs: null,
    program: 'test',
    fingerprint: 'AAAA',
    beside: new Set<string>(),
  };

  it('lets nothing from elsewhere become markup, and loads nothing', () => {
    const page = writeStartHere(facts);
    expect(page).not.toMatch(/<script|<b>|\u202e/);
    expect(page).not.toMatch(/\bsrc=|url\(|@import|javascript:/);
    for (const [, target = ''] of page.matchAll(/href="([^"]*)"/g)) expect(target).not.toMatch(/^[a-z]+:/);
    expect(page).toContain("default-src 'none'");
  });

  it('tells of each target what was planned for it, and leads to lock and proof', () => {
    const page = writeStartHere(facts);
    expect(page).toContain('--require-hashes -r mirror/requirements.lab.txt');
    expect(page).toContain('<a href="mirror/pylock.lab.toml">');
    expect(page).toContain('<a href="mirror/proof.html">');
    expect(page).toContain('2.5 MB');
    expect(page).not.toContain('approval/');
  });

  it('tells of a delta that it is one', () => {
    const page = writeStartHere({ ...facts, contents: { ...contents, base: new Map() } });
    expect(page).toContain(ENGLISH_START.delta);
    expect(page).toContain(CHINESE_START.delta);
    expect(page).not.toContain('serve.py');
  });

  it('has every word in both languages', () => {
    const leaves = (value: object): readonly string[] =>
      Object.values(value).flatMap((one: string | object) => (typeof one === 'string' ? [one] : leaves(one)));
    expect(leaves(CHINESE_START)).toHaveLength(leaves(ENGLISH_START).length);
    for (const text of leaves(CHINESE_START).slice(2)) expect(text).toMatch(/\p{Script=Han}/u);
  });
});
