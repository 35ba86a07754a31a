import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildWheel, zip } from '../../../testing/wheel-builder';
import { readWheelMetadata } from './wheel-metadata';

const FILENAME = 'sand_grouse-1.0-py3-none-any.whl';
const METADATA = Buffer.from('Metadata-Version: 2.1\nName: sand-grouse\nVersion: 1.0\n');

let directory: string;
let path: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sandgrouse-wheel-'));
  path = join(directory, 'wheel');
});

afterEach(() => rm(directory, { recursive: true, force: true }));

async function readFrom(...entries: readonly (readonly [string, Buffer])[]): Promise<Buffer> {
  await writeFile(path, zip(entries));
  return readWheelMetadata(path, FILENAME);
}

const unreadable = (reason: RegExp) => ({
  problem: {
    code: 'wheel-unreadable',
    parameters: { filename: FILENAME, reason: expect.stringMatching(reason) as unknown },
  },
});

describe('the METADATA of a wheel', () => {
  it('comes out byte by byte', async () => {
    const wheel = buildWheel({ name: 'Sand.Grouse', version: '1.0', requires: ['six>=1'] });
    await writeFile(path, wheel.content);
    expect((await readWheelMetadata(path, wheel.filename)).equals(wheel.metadata)).toBe(true);
  });

  it.each([
    ['name in another form', 'Sand.Grouse-1.0.dist-info/METADATA'],
    ['version in another form', 'sand_grouse-1.0.0.dist-info/METADATA'],
  ])('is found where an old tool wrote the %s', async (_, entry) => {
    expect((await readFrom([entry, METADATA])).equals(METADATA)).toBe(true);
  });

  it('is the one at the top, not a vendored one', async () => {
    const content = await readFrom(
      ['sand_grouse/_vendor/six-1.0.dist-info/METADATA', Buffer.from('other')],
      ['sand_grouse-1.0.dist-info/METADATA', METADATA],
    );
    expect(content.equals(METADATA)).toBe(true);
  });

  it.each([
    ['has none', [['sand_grouse/__init__.py', METADATA]], /no METADATA/],
    ['has that of another project', [['six-1.0.dist-info/METADATA', METADATA]], /does not belong/],
    ['has that of another version', [['sand_grouse-2.0.dist-info/METADATA', METADATA]], /does not belong/],
    [
      'has two',
      [
        ['sand_grouse-1.0.dist-info/METADATA', METADATA],
        ['Sand_Grouse-1.0.dist-info/METADATA', METADATA],
      ],
      /more than one/,
    ],
    [
      'has one of 17 MB',
      [['sand_grouse-1.0.dist-info/METADATA', Buffer.alloc(17 * 1024 * 1024)]],
      /too large/,
    ],
    ['has an entry that climbs', [['../sand_grouse-1.0.dist-info/METADATA', METADATA]], /relative path/],
  ] as const)('cannot be had from a wheel that %s', async (_, entries, reason) => {
    await expect(readFrom(...entries)).rejects.toMatchObject(unreadable(reason));
  });

  it('cannot be had from what is no zip', async () => {
    await writeFile(path, 'not a zip at all');
    await expect(readWheelMetadata(path, FILENAME)).rejects.toMatchObject(unreadable(/./));
  });

  it('cannot be had from a wheel that was cut short', async () => {
    const wheel = buildWheel({ name: 'sand-grouse', version: '1.0', paddingBytes: 5000 });
    await writeFile(path, wheel.content);
    await truncate(path, 4000);
    await expect(readWheelMetadata(path, FILENAME)).rejects.toMatchObject(unreadable(/./));
  });

  it('cannot be had where the file is gone, which is no fault of the wheel', async () => {
    await expect(readWheelMetadata(path, FILENAME)).rejects.toMatchObject({ problem: { code: 'disk-gone' } });
  });
});
