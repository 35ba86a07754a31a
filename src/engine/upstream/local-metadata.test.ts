import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildTarGz } from '../../../testing/archive-builder';
import { openTestUpstream, problemFrom, type UpstreamFixture } from '../../../testing/upstream-fixture';
import { buildWheel } from '../../../testing/wheel-builder';
import type { MetadataAnswer } from './upstream';

const { signal } = new AbortController();
const WHEEL = buildWheel({ name: 'sand', version: '1.0', requires: ['grouse'] });
let folder: string;
let upstream: UpstreamFixture;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sand grouse 100%-'));
  upstream = openTestUpstream(pathToFileURL(folder).href);
});
afterEach(async () => {
  await upstream.close();
  await rm(folder, { recursive: true });
});

function read(filename: string): Promise<MetadataAnswer> {
  const file = {
    filename,
    url: pathToFileURL(join(folder, filename)).href,
    hashes: {},
    requiresPython: null,
    yanked: false,
    sizeBytes: null,
    uploadTime: null,
    coreMetadata: false,
  } as const;
  return upstream.readMetadata(file, { signal });
}

describe('metadata in a tree of files', () => {
  it('is read out of a wheel', async () => {
    await writeFile(join(folder, WHEEL.filename), WHEEL.content);
    const text = WHEEL.metadata.toString();
    expect(await read(WHEEL.filename)).toEqual({ source: 'wheel', text, pyproject: null });
  });

  it('is read out of a source distribution', async () => {
    const text = 'Metadata-Version: 2.2\nName: sand\nVersion: 1.0\n';
    await writeFile(
      join(folder, 'sand-1.0.tar.gz'),
      await buildTarGz([{ name: 'sand-1.0/PKG-INFO', content: text }]),
    );
    expect(await read('sand-1.0.tar.gz')).toEqual({ source: 'sdist', text, pyproject: null });
  });

  it.each([WHEEL.filename, 'sand-1.0.tar.gz', 'sand-1.0.zip'])(
    'is not to be had of a file that is missing: %s',
    async (filename) => {
      expect(await problemFrom(read(filename))).toMatchObject({
        code: 'upstream-unreachable',
        parameters: { cause: 'there is no such file or folder' },
      });
    },
  );

  it.each([WHEEL.filename, 'sand-1.0.tar.gz', 'sand-1.0.zip'])(
    'is unreadable in a file that is damaged: %s',
    async (filename) => {
      await writeFile(join(folder, filename), 'damaged');
      expect(await problemFrom(read(filename))).toMatchObject({
        code: 'metadata-unreadable',
        parameters: { filename },
      });
    },
  );
});
