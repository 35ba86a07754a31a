import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { problemFrom } from '../../../../testing/upstream-fixture';
import { splitIntoParts } from '../plan/split-parts';
import { findBundlePathFault } from './bundle-paths';
import { isSameFingerprint } from './fingerprint';
import { readManifest } from './manifest';
import { openBundle } from './open-bundle';
import { findSigner, openSigningKey } from './signing-key';
import { applyDelta, compareSums, digestOfSums, readSums, writeSums } from './sums';

const { signal } = new AbortController();
const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sandgrouse-format-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('the key that signs', () => {
  it('is made once, for its owner alone, and stays', async () => {
    const keys = await Promise.all(
      [1, 2, 3].map(() => openSigningKey(join(folder, 'new', 'keys'), { signal })),
    );
    const again = await openSigningKey(join(folder, 'new', 'keys'), { signal });
    expect(new Set([...keys, again].map(({ fingerprint }) => fingerprint)).size).toBe(1);
    expect(again.fingerprint).toMatch(/^(?:[0-9A-HJKMNP-TV-Z]{4}-){7}[0-9A-HJKMNP-TV-Z]{4}$/);
    const { mode } = await stat(join(folder, 'new', 'keys', 'signing-key.pem'));
    if (process.platform !== 'win32') expect(mode & 0o777).toBe(0o600);
  });

  it('is refused where it is something else', async () => {
    await writeFile(join(folder, 'signing-key.pem'), 'hello');
    expect(await problemFrom(openSigningKey(folder, { signal }))).toMatchObject({
      code: 'signing-key-unusable',
    });
  });

  it('signs these bytes and no others', async () => {
    const key = await openSigningKey(folder, { signal });
    const signature = Buffer.from(key.sign(Buffer.from('content')));
    expect(findSigner(Buffer.from('content'), signature)).toBe(key.fingerprint);
    expect(findSigner(Buffer.from('Content'), signature)).toBeNull();
    expect(findSigner(Buffer.from('content'), Buffer.from('{}'))).toBeNull();
    const short = { ...(JSON.parse(signature.toString()) as object), publicKey: 'AAAA' };
    expect(findSigner(Buffer.from('content'), Buffer.from(JSON.stringify(short)))).toBeNull();
  });

  it('has a fingerprint that people may write as they hear it', () => {
    expect(isSameFingerprint('7a0f 1io0', '7A0F-1100')).toBe(true);
    expect(isSameFingerprint('7A0F-1101', '7A0F-1100')).toBe(false);
    expect(isSameFingerprint('7A0F', '7A0F-1100')).toBe(false);
  });
});

describe('a list of hashes', () => {
  const sums = new Map([
    ['packages/b.whl', hash('b')],
    ['mirror/sandgrouse.toml', hash('a')],
  ]);

  it('reads what it wrote, in one order', () => {
    expect(readSums(writeSums(sums))).toEqual(sums);
    expect(digestOfSums(new Map([...sums].reverse()))).toBe(digestOfSums(sums));
  });

  it.each([
    ['climbs', '../etc/passwd'],
    ['climbs inside', 'packages/../../x'],
    ['is absolute', '/etc/passwd'],
    ['is absolute on Windows', 'C:/x'],
    ['goes by another separator', 'packages\\x'],
    ['has an empty part', 'packages//x'],
    ['is hidden', '.part/export.json'],
    ['is the manifest', 'Manifest.JSON'],
    ['is a receipt', 'receipts/receipt-00000000.json'],
    ['is a device', 'packages/nul'],
    ['stands where a folder has to be', 'simple'],
  ])('refuses a path that %s', (_what, path) => {
    expect(findBundlePathFault(path)).not.toBeNull();
    expect(() => readSums(`${hash('x')}  ${path}\n`)).toThrow(path.replace('\\', '\\'));
  });

  it.each([
    ['is cut off', `${hash('x')}  packages/x`],
    ['has no hash', 'packages/x\n'],
    ['names a path twice', `${hash('x')}  packages/x\n${hash('y')}  packages/X\n`],
  ])('refuses a list that %s', (_what, text) => {
    expect(() => readSums(text)).toThrow();
  });

  it('goes from one state to another by what changed', () => {
    const after = new Map([...sums, ['packages/c.whl', hash('c')] as const]);
    after.delete('packages/b.whl');
    const { changed, removals } = compareSums(sums, after);
    expect([[...changed.keys()], removals]).toEqual([['packages/c.whl'], ['packages/b.whl']]);
    expect(applyDelta(sums, changed, removals)).toEqual(after);
  });
});

it('a bundle whose signed list climbs out is refused, whoever signed it', async () => {
  const key = await openSigningKey(join(folder, 'keys'), { signal });
  const list = `${hash('x')}  packages/../../../evil\n`;
  const zeros = '0'.repeat(64);
  const manifest = Buffer.from(
    JSON.stringify({
      format: 1,
      bundleId: '0'.repeat(32),
      mirror: { id: '00000000-0000-4000-8000-000000000000', name: 'm' },
      createdAt: '2026-01-01T00:00:00.000Z',
      program: 'p',
      upstreamUrl: 'u',
      syncedAt: null,
      selection: { kind: 'whole' },
      targets: [],
      projects: 1,
      state: { digest: zeros, files: 1 },
      base: null,
      removals: [],
      part: { number: 1, parts: [{ files: 1, bytes: 1, digest: zeros }] },
      sumsSha256: hash(list),
      readBack: 'skipped',
      scan: null,
    }),
  );
  await writeFile(join(folder, 'manifest.json'), manifest);
  await writeFile(join(folder, 'manifest.sig'), key.sign(manifest));
  await writeFile(join(folder, 'SHA256SUMS'), list);
  expect(await problemFrom(openBundle(folder, { signal }))).toMatchObject({
    code: 'bundle-unreadable',
    parameters: { reason: '"packages/../../../evil" is listed, and the path climbs' },
  });
  const climbing = manifest.toString().replace('"removals":[]', '"removals":["packages/../../x"]');
  expect(() => readManifest(Buffer.from(climbing))).toThrow('removals');
  const newer = manifest.toString().replace('"format":1', '"format":2');
  expect(() => readManifest(Buffer.from(newer))).toThrow('its format is 2');
  expect(await readFile(join(folder, 'SHA256SUMS'), 'utf8')).toBe(list);
});

describe('parts', () => {
  const files = [3, 5, 4, 2].map((size, at) => ({ path: `f${at}`, sizeBytes: size * 32 * 1024 }));
  const megabytes = (size: number): number => size * 32 * 1024;

  it('are filled in order, and are the same each time', () => {
    const parts = splitIntoParts(files, { partBytes: megabytes(8), fixed: [] });
    expect(parts?.map((part) => part.map(({ path }) => path))).toEqual([
      ['f0', 'f1'],
      ['f2', 'f3'],
    ]);
    expect(splitIntoParts(files, { partBytes: megabytes(8), fixed: [] })).toEqual(parts);
  });

  it('reckon what goes onto each of them, and the folders', () => {
    const fixed = [{ path: 'START', sizeBytes: 1 }];
    const parts = splitIntoParts(files, { partBytes: megabytes(8), fixed });
    expect(parts?.map((part) => part.length)).toEqual([1, 1, 2]);
    const deep = files.map((file) => ({ ...file, path: `a/${file.path}/b` }));
    expect(splitIntoParts(deep, { partBytes: megabytes(8), fixed: [] })?.map((part) => part.length)).toEqual([
      1, 1, 1, 1,
    ]);
  });

  it('are none where one file is larger than a drive', () => {
    expect(splitIntoParts(files, { partBytes: megabytes(4), fixed: [] })).toBeNull();
  });
});
