import { createHash } from 'node:crypto';
import { appendFile, mkdir, open, readdir, readFile, rmdir, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BundleManifest } from '../../contract/bundle';
import { SYSTEM_CLOCK } from '../files/clock';
import { readManifest } from './format/manifest';
import { readSums } from './format/sums';
import { type CarriedMirror, createCarriedMirror, readTree } from './testing/carried-mirror';
import { verifyBundle } from './verify-bundle';

const { signal } = new AbortController();

let carried: CarriedMirror;
let stick: string;

beforeEach(async () => {
  carried = await createCarriedMirror();
  stick = join(carried.drive, 'stick');
});
afterEach(() => carried.remove());

async function findWheel(): Promise<string> {
  const names = await readdir(stick, { recursive: true });
  return names.find((name) => name.endsWith('.whl')) ?? '';
}

/** Lists what was changed, and signs it as the near side does. */
async function signAgain(more: string): Promise<void> {
  const sums = `${await readFile(join(stick, 'SHA256SUMS'), 'utf8')}${more}`;
  const manifest = JSON.parse(await readFile(join(stick, 'manifest.json'), 'utf8')) as BundleManifest;
  const sumsSha256 = createHash('sha256').update(sums).digest('hex');
  const content = Buffer.from(JSON.stringify({ ...manifest, sumsSha256 }));
  await writeFile(join(stick, 'SHA256SUMS'), sums);
  await writeFile(join(stick, 'manifest.json'), content);
  await writeFile(join(stick, 'manifest.sig'), carried.key.sign(content));
}

describe('a bundle from a stranger', () => {
  it('whose file claims terabytes is refused by the name of the file, with nothing of it read or copied', async () => {
    await carried.export(stick);
    const wheel = await findWheel();
    await truncate(join(stick, wheel), 2 ** 40);
    const report = await verifyBundle({ directory: stick, emit: () => undefined, now: Date.now, signal });
    expect(report.findings).toEqual([{ path: wheel, kind: 'damaged' }]);
    expect(await carried.import(stick)).toMatchObject({
      problem: { code: 'bundle-damaged', parameters: { findings: 1, names: [`"${wheel}" was changed`] } },
    });
    expect(await readTree(join(carried.far, 'web', 'packages'))).toEqual(new Map());
  });

  it('with a file that became longer has nothing copied, and names it alone', async () => {
    await carried.export(stick);
    const wheel = await findWheel();
    await appendFile(join(stick, wheel), 'x');
    expect(await carried.import(stick)).toMatchObject({
      problem: { code: 'bundle-damaged', parameters: { findings: 1, names: [`"${wheel}" was changed`] } },
    });
    expect(await readTree(join(carried.far, 'web', 'packages'))).toEqual(new Map());
  });

  it('may carry a tool that is larger than what is held in memory', { timeout: 60_000 }, async () => {
    await carried.export(stick, { tools: [join(carried.mirror.directory, 'sandgrouse.toml')] });
    const sizeBytes = 2 ** 30 + 1;
    const place = join(stick, 'tools', 'installer.run');
    await (await open(place, 'wx')).close();
    await truncate(place, sizeBytes);
    const hash = createHash('sha256');
    const zeros = Buffer.alloc(2 ** 20);
    for (let count = 0; count < 2 ** 10; count += 1) hash.update(zeros);
    await signAgain(`${hash.update(Buffer.alloc(1)).digest('hex')}  tools/installer.run\n`);
    expect(await carried.import(stick)).toMatchObject({ kind: 'imported' });
  });

  it.each(['mirror/web', 'mirror/web/simple/sand/index.html', 'mirror/WEB/x'])(
    'that puts "%s" into the mirror’s tree past its pages is refused',
    async (path) => {
      await carried.export(stick);
      await signAgain(`${'ab'.repeat(32)}  ${path}\n`);
      expect(await carried.import(stick)).toMatchObject({ problem: { code: 'bundle-unreadable' } });
      expect(await readTree(carried.far)).toEqual(new Map());
    },
  );

  it('whose file has a folder of that name in its way changes nothing, and is taken in when that is gone', async () => {
    await writeFile(join(carried.mirror.directory, 'requirements.lab.txt'), 'sand\n');
    await carried.export(stick);
    const obstacle = join(carried.far, 'requirements.lab.txt');
    await mkdir(obstacle, { recursive: true });
    expect(await carried.import(stick)).toMatchObject({
      problem: {
        code: 'bundle-unreadable',
        parameters: { reason: expect.stringContaining(obstacle) as string },
      },
    });
    expect(await readdir(join(carried.far, 'web', 'simple')).catch(() => [])).toEqual([]);
    await rmdir(obstacle);
    expect(await carried.import(stick)).toMatchObject({ kind: 'imported' });
  });

  it('with a list of nothing but ends of lines is refused at the first one', () => {
    expect(() => readSums('\n'.repeat(140_000_000))).toThrow('no hash and no path');
  });

  it('with millions of wrong entries in its manifest is refused at the first one', async () => {
    await carried.export(stick);
    const manifest = await readFile(join(stick, 'manifest.json'), 'utf8');
    const ones = `[${'1,'.repeat(10_000_000)}1]`;
    const flooded = manifest.replace(/"removals": \[\]/, () => `"removals":${ones}`);
    expect(flooded.length).toBeGreaterThan(ones.length);
    expect(() => readManifest(Buffer.from(flooded))).toThrow('removals');
  });
});

describe('an older export in the place of a newer one', () => {
  const DAY_MS = 24 * 60 * 60 * 1000;
  const exportOn = (day: number) => {
    const clock = { ...SYSTEM_CLOCK, now: () => Date.UTC(2026, 0, 1) + day * DAY_MS };
    return carried.export(join(carried.drive, `day-${day}`), { clock });
  };
  const importOf = (day: number, accepts = false) =>
    carried.import(join(carried.drive, `day-${day}`), { acceptsRemovals: accepts });
  const wentBack = { problem: { code: 'import-goes-back' } };

  beforeEach(async () => {
    await exportOn(1);
    await exportOn(4);
    await appendFile(join(carried.mirror.directory, 'sandgrouse.toml'), '\n# mended\n');
    await exportOn(2);
    await exportOn(3);
  });

  it('is taken in only where that is meant, and the mirror stays as it is', async () => {
    await importOf(2);
    const before = await readTree(carried.far);
    expect(await importOf(1)).toMatchObject({
      problem: {
        code: 'import-goes-back',
        parameters: { createdAt: '2026-01-02T00:00:00.000Z', presentCreatedAt: '2026-01-03T00:00:00.000Z' },
      },
    });
    expect(await readTree(join(carried.far, 'web'))).toEqual(
      new Map(
        [...before].flatMap(([path, text]) => (path.startsWith('web/') ? [[path.slice(4), text]] : [])),
      ),
    );
    expect(await importOf(1, true)).toMatchObject({ kind: 'imported' });
    expect(await importOf(2)).toMatchObject({ kind: 'imported' });
  });

  it('of the same state changes nothing, and opens no way back', async () => {
    await importOf(1);
    expect(await importOf(4)).toMatchObject({ kind: 'imported' });
    expect(await importOf(1)).toMatchObject({ kind: 'imported' });
    expect(await importOf(3)).toMatchObject(wentBack);
  });
});

describe('a scanner', () => {
  const scanning = (script: string) => carried.export(stick, { scan: ['sh', '-c', script, 'scanner'] });

  it.each([
    ['leaves a file', 'echo clean > "$1/scan.log"', 'it left "scan.log" in the export'],
    ['takes a file away', 'rm "$1/transfers.jsonl"', 'it took "transfers.jsonl" away'],
    ['changes a file', 'echo >> "$1/SHA256SUMS"', 'it changed "SHA256SUMS"'],
  ])(
    'that %s keeps the export from being sealed, since the far side would refuse it',
    async (_, script, words) => {
      const outcome = await scanning(script);
      const output = expect.stringContaining(words) as string;
      expect(outcome).toMatchObject({ problem: { code: 'scan-refused', parameters: { output } } });
      expect(await readdir(stick)).not.toContain('manifest.json');
    },
  );

  it('is started where the person stands, and writes there', async () => {
    const where = await scanning('pwd -P');
    expect(where).toMatchObject({ manifest: { scan: { output: process.cwd() } } });
  });
});
