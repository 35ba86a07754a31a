import { execFileSync } from 'node:child_process';
import {
  appendFile,
  chmod,
  mkdir,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findFaults } from '../../../testing/mirror-fixture';
import { type CarriedMirror, createCarriedMirror, readTree } from './testing/carried-mirror';
import { verifyBundle } from './verify-bundle';

const { signal } = new AbortController();
const verify = (directory: string) =>
  verifyBundle({ directory, emit: () => undefined, now: Date.now, signal });

let carried: CarriedMirror;
let stick: string;

beforeEach(async () => {
  carried = await createCarriedMirror();
  stick = join(carried.drive, 'stick');
});
afterEach(() => carried.remove());

const web = (mirror: string) => readTree(join(mirror, 'web'));

describe('a bundle', () => {
  it('is a folder that sha256sum agrees with, and that is verified without a mirror', async () => {
    const outcome = await carried.export(stick);
    expect(outcome).toMatchObject({ kind: 'exported', fingerprint: carried.key.fingerprint });
    execFileSync('sha256sum', ['--check', '--strict', '--quiet', 'SHA256SUMS'], { cwd: stick });
    expect(await verify(stick)).toMatchObject({ findings: [], fingerprint: carried.key.fingerprint });
    const tree = await readTree(stick);
    expect([...tree.keys()].filter((path) => !/^(?:simple|packages)\//.test(path))).toEqual([
      'SHA256SUMS',
      'manifest.json',
      'manifest.sig',
      'mirror/sandgrouse.toml',
      'transfers.jsonl',
    ]);
  });

  it('brings a far mirror to the same tree, and again without a change', async () => {
    await carried.export(stick);
    const outcome = await carried.import(stick);
    expect(outcome).toMatchObject({
      kind: 'imported',
      receipt: { path: expect.stringContaining('receipts') as string },
    });
    expect(await web(carried.far)).toEqual(await web(carried.mirror.directory));
    expect(await findFaults(join(carried.far, 'web'))).toEqual([]);
    expect(await carried.import(stick)).toMatchObject({ kind: 'imported' });
    expect(await web(carried.far)).toEqual(await web(carried.mirror.directory));
    expect(await verify(stick)).toMatchObject({ findings: [] });
  });

  it('is taken in although a receipt was cut off, which is cleared away', async () => {
    await carried.export(stick);
    await mkdir(join(stick, 'receipts'));
    const unfinished = join(stick, 'receipts', '.5885608a-7b3e-45ca-843f-61c64f1424c4.tmp');
    await writeFile(unfinished, '{"for');
    expect(await verify(stick)).toMatchObject({ findings: [] });
    expect(await carried.import(stick)).toMatchObject({ kind: 'imported' });
    const left = await readdir(join(stick, 'receipts'));
    expect(left.map((name) => name.replace(/^receipt-[0-9a-f]{8}/, ''))).toEqual(
      expect.arrayContaining(['.json', '.jsonl', '.sha256sums', '.sig']),
    );
    expect(left).toHaveLength(4);
    await writeFile(join(stick, 'receipts', '.evil.tmp'), 'x');
    expect(await carried.import(stick)).toMatchObject({ problem: { code: 'bundle-damaged' } });
  });

  it('is brought up to date in its folder, with nothing copied again that is right', async () => {
    await carried.export(stick);
    const copied = carried.progress.findLast(({ step }) => step === 'copy')?.bytesDone ?? 0;
    await carried.export(stick);
    const again = carried.progress.findLast(({ step }) => step === 'copy')?.bytesDone ?? 0;
    expect(copied).toBeGreaterThan(100_000);
    expect(again).toBeLessThan(1000);
    expect(await verify(stick)).toMatchObject({ findings: [] });
  });

  it('is refused where something else is, in the mirror, or without a folder above', async () => {
    const { directory } = carried.mirror;
    await mkdir(stick);
    await writeFile(join(stick, 'thesis.odt'), 'years of work');
    for (const place of [
      stick,
      directory,
      join(directory, 'web', 'out'),
      join(carried.drive, 'no', 'such'),
    ]) {
      expect(await carried.export(place)).toMatchObject({
        kind: 'failed',
        problem: { code: 'bundle-place-refused' },
      });
    }
    expect(await readFile(join(stick, 'thesis.odt'), 'utf8')).toBe('years of work');
  });
});

describe('a far disk that cannot hold what comes', () => {
  it('is told before anything comes', async () => {
    await carried.export(stick);
    const path = [...(await readTree(stick)).keys()].find((name) => name.endsWith('.whl')) ?? '';
    await truncate(join(stick, path), 5 * 1024 ** 3);
    expect(await carried.import(stick, { fileSystem: 'fat32' })).toMatchObject({
      problem: { code: 'bundle-file-refused', parameters: { path, fileSystem: 'FAT32' } },
    });
    expect((await web(carried.far)).size).toBe(0);
  });
});

describe('deltas', () => {
  it('go on from each other, are refused on another base, and change nothing the second time', async () => {
    await carried.export(stick);
    await carried.import(stick);
    for (const version of ['2.0', '3.0', '4.0']) {
      carried.index.setWheels([
        { name: 'sand', version },
        { name: 'stone', version: '1.0' },
        { name: 'stone', version: '2.0', paddingBytes: 100_000 },
      ]);
      expect(await carried.mirror.planAndSync()).toMatchObject({ kind: 'finished' });
      const delta = join(carried.drive, `delta-${version}`);
      const outcome = await carried.export(delta, { since: 'last' });
      expect(outcome).toMatchObject({ kind: 'exported' });
      if (outcome.kind === 'exported') expect(outcome.bytes).toBeLessThan(20_000);
    }
    const [second, third, fourth] = ['2.0', '3.0', '4.0'].map((version) =>
      join(carried.drive, `delta-${version}`),
    );
    expect(await carried.import(third ?? '')).toMatchObject({
      kind: 'failed',
      problem: {
        code: 'bundle-base-other',
        parameters: { needed: expect.stringMatching(/^[0-9a-f-]{14}$/) as string },
      },
    });
    for (const delta of [second, third, fourth]) {
      expect(await carried.import(delta ?? '')).toMatchObject({ kind: 'imported' });
    }
    expect(await carried.import(fourth ?? '')).toMatchObject({ kind: 'unchanged' });
    expect(await web(carried.far)).toEqual(await web(carried.mirror.directory));
    expect(await findFaults(join(carried.far, 'web'))).toEqual([]);
  });

  it('go on from a receipt that came back on the drive', async () => {
    await carried.export(stick);
    await carried.import(stick);
    carried.index.setWheels([
      { name: 'sand', version: '2.0' },
      { name: 'stone', version: '1.0' },
    ]);
    await carried.mirror.planAndSync();
    await rm(join(carried.mirror.directory, '.sandgrouse', 'transfers', 'states'), { recursive: true });
    const delta = join(carried.drive, 'delta');
    expect(await carried.export(delta, { since: stick })).toMatchObject({
      kind: 'exported',
      manifest: { base: { bundleId: expect.any(String) as string } },
    });
    expect(await carried.import(delta)).toMatchObject({ problem: { code: 'import-removes-much' } });
    expect(await carried.import(delta, { acceptsRemovals: true })).toMatchObject({ kind: 'imported' });
    expect(await web(carried.far)).toEqual(await web(carried.mirror.directory));
  });
});

describe('parts', () => {
  it('verify alone, come in any order, and become visible with the last', async () => {
    const part = { bytes: 600_000 };
    const first = await carried.export(stick, { part: { ...part, number: 1 } });
    if (first.kind !== 'exported') throw new Error(JSON.stringify(first));
    const count = first.manifest.part.parts.length;
    expect(count).toBeGreaterThan(1);
    const sticks = [stick];
    for (let number = 2; number <= count; number += 1) {
      sticks.push(join(carried.drive, `stick-${number}`));
      expect(await carried.export(sticks[number - 1] ?? '', { part: { ...part, number } })).toMatchObject({
        kind: 'exported',
      });
    }
    for (const place of sticks) expect(await verify(place)).toMatchObject({ findings: [] });
    const backwards = [...sticks].reverse();
    for (const [at, place] of backwards.entries()) {
      const isLast = at === backwards.length - 1;
      expect(await carried.import(place)).toMatchObject({ kind: isLast ? 'imported' : 'waiting-for-parts' });
      expect((await readTree(join(carried.far, 'web', 'simple'))).size > 0).toBe(isLast);
    }
    expect(await web(carried.far)).toEqual(await web(carried.mirror.directory));
  });
});

describe('what was tampered with is refused, named, and nowhere visible', () => {
  const wheel = async (): Promise<string> => {
    const path = [...(await readTree(stick)).keys()].find((name) => name.endsWith('.whl'));
    if (path === undefined) throw new Error('no wheel was carried');
    return join(stick, path);
  };
  const flip = async (path: string): Promise<void> => {
    const content = await readFile(path);
    content[content.length >> 1] = (content[content.length >> 1] ?? 0) ^ 1;
    await writeFile(path, content);
  };
  it.each([
    ['a byte of a wheel', async () => flip(await wheel()), 'bundle-damaged', '.whl'],
    ['a byte of a page', () => flip(join(stick, 'simple/sand/index.html')), 'bundle-damaged', 'simple/sand'],
    [
      'a byte of an extra',
      () => appendFile(join(stick, 'transfers.jsonl'), 'x'),
      'bundle-damaged',
      'transfers',
    ],
    ['the manifest', () => appendFile(join(stick, 'manifest.json'), ' '), 'bundle-signature-wrong', 'stick'],
    ['the list', () => flip(join(stick, 'SHA256SUMS')), 'bundle-damaged', 'SHA256SUMS'],
    [
      'an added file',
      () => writeFile(join(stick, 'packages', 'evil.whl'), 'x'),
      'bundle-damaged',
      'evil.whl',
    ],
    ['a missing file', async () => rm(await wheel()), 'bundle-damaged', '.whl'],
    [
      'a link',
      async () => {
        const path = await wheel();
        await writeFile(join(carried.drive, 'same'), await readFile(path));
        await rm(path);
        await symlink(join(carried.drive, 'same'), path);
      },
      'bundle-damaged',
      'link',
    ],
    [
      'a signature by another key',
      async () => {
        const manifest = await readFile(join(stick, 'manifest.json'));
        await writeFile(join(stick, 'manifest.sig'), carried.farKey.sign(manifest));
      },
      'bundle-key-other',
      'fingerprint',
    ],
  ] as const)('%s', async (_what, tamper, code, named) => {
    await carried.export(stick);
    await tamper();
    const outcome = await carried.import(stick);
    expect(outcome).toMatchObject({ kind: 'failed', problem: { code } });
    expect(JSON.stringify(outcome)).toContain(named);
    expect((await readTree(join(carried.far, 'web', 'simple'))).size).toBe(0);
  });

  it('a key that nobody has confirmed, and later the same key is expected', async () => {
    await carried.export(stick);
    expect(await carried.import(stick, { confirmedFingerprint: null })).toMatchObject({
      problem: { code: 'bundle-key-unconfirmed', parameters: { fingerprint: carried.key.fingerprint } },
    });
    expect(
      await carried.import(stick, {
        confirmedFingerprint: carried.key.fingerprint.toLowerCase().replaceAll('-', ' '),
      }),
    ).toMatchObject({ kind: 'imported' });
    expect(await carried.import(stick, { confirmedFingerprint: null })).toMatchObject({ kind: 'imported' });
  });

  it('a half export is nobody’s bundle', async () => {
    const controller = new AbortController();
    carried.onProgress(({ step }) => step === 'read-back' && controller.abort('pause'));
    expect(await carried.export(stick, { signal: controller.signal })).toEqual({ kind: 'cancelled' });
    expect(await carried.import(stick)).toMatchObject({
      problem: { code: 'bundle-unreadable', parameters: { reason: 'it was not finished' } },
    });
    expect(await carried.export(stick)).toMatchObject({ kind: 'exported' });
    // The log alone, which tells of the stop.
    expect(carried.progress.findLast(({ step }) => step === 'copy')?.items).toBe(1);
  });
});

describe('what was copied and not read back yet', () => {
  it('is held against its hash by an export that reads nothing back', async () => {
    const controller = new AbortController();
    carried.onProgress(({ step }) => step === 'read-back' && controller.abort('pause'));
    await carried.export(stick, { signal: controller.signal });
    const paths = [...(await readTree(stick)).keys()];
    const wheel = join(stick, paths.find((path) => path.endsWith('.whl')) ?? '');
    const right = await readFile(wheel);
    await writeFile(wheel, Buffer.alloc(right.length, 1));
    expect(await carried.export(stick, { readsBack: false })).toMatchObject({ kind: 'exported' });
    expect(await readFile(wheel)).toEqual(right);
  });

  it.each([true, false])(
    'is named where the mirror itself has changed (read back: %s)',
    async (readsBack) => {
      const { directory } = carried.mirror;
      const paths = [...(await readTree(join(directory, 'web'))).keys()];
      const path = paths.find((name) => name.endsWith('stone-2.0-py3-none-any.whl')) ?? '';
      const wheel = await readFile(join(directory, 'web', path));
      await writeFile(join(directory, 'web', path), Buffer.alloc(wheel.length, 1));
      expect(await carried.export(stick, { readsBack })).toMatchObject({
        kind: 'failed',
        problem: { code: 'mirror-file-damaged', parameters: { filename: 'stone-2.0-py3-none-any.whl' } },
      });
      expect(await readdir(stick)).not.toContain('manifest.json');
      await writeFile(join(directory, 'web', path), wheel);
      expect(await carried.export(stick, { readsBack })).toMatchObject({ kind: 'exported' });
      execFileSync('sha256sum', ['--check', '--strict', '--quiet', 'SHA256SUMS'], { cwd: stick });
    },
  );

  it('may be read by everybody, and written over again, whatever it is in the mirror', async () => {
    const { directory } = carried.mirror;
    const state = [...(await readTree(join(directory, 'web'))).keys()];
    for (const path of state)
      await chmod(join(directory, 'web', path), path.endsWith('.whl') ? 0o400 : 0o644);
    expect(await carried.export(stick)).toMatchObject({ kind: 'exported' });
    for (const path of state) expect((await stat(join(stick, path))).mode & 0o644).toBe(0o644);
  });

  it('is written anew where a kill left a part of it', async () => {
    const controller = new AbortController();
    carried.onProgress(({ step }) => step === 'copy' && controller.abort('pause'));
    await carried.export(stick, { signal: controller.signal });
    const state = await readTree(join(carried.mirror.directory, 'web'));
    const path = [...state.keys()].find((name) => name.endsWith('.whl')) ?? '';
    await mkdir(dirname(join(stick, path)), { recursive: true });
    await writeFile(join(stick, path), 'half');
    expect(await carried.export(stick)).toMatchObject({ kind: 'exported' });
    expect((await readTree(stick)).get(path)).toEqual(state.get(path));
  });
});
