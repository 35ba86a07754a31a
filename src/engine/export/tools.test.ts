import { execFileSync } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CarriedMirror, createCarriedMirror, readTree } from './testing/carried-mirror';
import { verifyBundle } from './verify-bundle';

const { signal } = new AbortController();
const INSTALLER = Buffer.alloc(70_000, 'python');

let carried: CarriedMirror;
let stick: string;
let installer: string;

beforeEach(async () => {
  carried = await createCarriedMirror();
  stick = join(carried.drive, 'stick');
  installer = join(carried.drive, 'python 3.12 #1.exe');
  await writeFile(installer, INSTALLER);
});
afterEach(() => carried.remove());

describe('files that a person wants beside the mirror', () => {
  it('are copied, listed and verified, and become no part of the far mirror', async () => {
    expect(await carried.export(stick, { tools: [installer] })).toMatchObject({ kind: 'exported' });
    expect(await readFile(join(stick, 'tools', 'python 3.12 #1.exe'))).toEqual(INSTALLER);
    execFileSync('sha256sum', ['--check', '--strict', '--quiet', 'SHA256SUMS'], { cwd: stick });
    const report = await verifyBundle({ directory: stick, emit: () => undefined, now: Date.now, signal });
    expect(report.findings).toEqual([]);
    expect(await carried.import(stick)).toMatchObject({ kind: 'imported' });
    expect([...(await readTree(carried.far)).keys()].filter((path) => path.includes('tools'))).toEqual([]);
  });

  it('go with the first of several parts, and each part has room for them', async () => {
    const part = { bytes: 900_000, number: 1 };
    const first = await carried.export(stick, { tools: [installer], part });
    const second = join(carried.drive, 'second');
    expect(first).toMatchObject({ kind: 'exported', manifest: { part: { number: 1 } } });
    if (first.kind !== 'exported') throw new Error(first.kind);
    expect(first.manifest.part.parts.length).toBeGreaterThan(1);
    await carried.export(second, { tools: [installer], part: { ...part, number: 2 } });
    expect([...(await readTree(second)).keys()].filter((path) => path.startsWith('tools/'))).toEqual([]);
  });

  it('are refused by name where one is no file, has a twin, or a name that not every system can hold', async () => {
    const folder = join(carried.drive, 'python.app');
    await mkdir(folder);
    const twin = join(folder, 'PYTHON 3.12 #1.EXE');
    await writeFile(twin, 'x');
    const odd = join(carried.drive, 'aux.exe');
    await writeFile(odd, 'x');
    const none = join(folder, 'none');
    for (const [tools, path] of [
      [[none], none],
      [[folder], folder],
      [[installer, twin], twin],
      [[odd], odd],
    ] as const) {
      expect(await carried.export(stick, { tools })).toMatchObject({
        kind: 'failed',
        problem: { code: 'export-tool-unusable', parameters: { path } },
      });
    }
  });
});
