import { mkdtemp, readdir, readFile, readlink, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { storedZip } from '../sample-index/stored-zip.mjs';
import { unpackZip } from './unpack-zip.mjs';

const CENTRAL_HEADER = Buffer.from('PK\x01\x02', 'latin1');
const ATTRIBUTES_OFFSET = 38;
const ENTRIES = [
  { path: 'Carrier/Program', mode: 0o100755, bytes: Buffer.from('#!') },
  { path: 'Carrier/lib/data.pak', mode: 0o100644, bytes: Buffer.from('data') },
  { path: 'Carrier/lib/link', mode: 0o120777, bytes: Buffer.from('data.pak') },
];

let folder;
let zipPath;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sandgrouse-unpack-'));
  zipPath = join(folder, 'carrier.zip');
  const zip = storedZip(ENTRIES, new Date('2026-01-01T00:00:00Z'));
  let header = zip.indexOf(CENTRAL_HEADER);
  for (const { mode } of ENTRIES) {
    zip.writeUInt32LE((mode << 16) >>> 0, header + ATTRIBUTES_OFFSET);
    header = zip.indexOf(CENTRAL_HEADER, header + 1);
  }
  await writeFile(zipPath, zip);
});

afterEach(() => rm(folder, { recursive: true, force: true }));

test('files keep their executable bits, links stay links', async () => {
  const out = join(folder, 'out');
  await unpackZip(zipPath, out, (name) => name.replace('Carrier/', ''));
  expect((await stat(join(out, 'Program'))).mode & 0o111).toBe(0o111);
  expect((await stat(join(out, 'lib', 'data.pak'))).mode & 0o111).toBe(0);
  expect(await readlink(join(out, 'lib', 'link'))).toBe('data.pak');
  expect(await readFile(join(out, 'lib', 'link'), 'utf8')).toBe('data');
});

test('an entry without a place is left out', async () => {
  const out = join(folder, 'out');
  await unpackZip(zipPath, out, (name) => (name.includes('/lib/') ? undefined : 'renamed'));
  expect(await readdir(out)).toEqual(['renamed']);
});

test('nothing is written outside of the folder', async () => {
  const unpacking = unpackZip(zipPath, join(folder, 'out'), () => '../climbed');
  await expect(unpacking).rejects.toThrow('outside of itself');
  expect(await readdir(folder)).not.toContain('climbed');
});
