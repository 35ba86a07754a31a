import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sha256 } from '../../../testing/wheel-builder';
import { normalizeName } from '../../python-packaging/name';
import type { SimpleFile } from '../../python-packaging/simple-page';
import { readReleaseMetadata } from '../closure/release-metadata';
import { recognise } from '../selection/candidate';
import { openMetadataCache, withMetadataCache } from './metadata-cache';
import type { Index, MetadataAnswer } from './upstream';

const TEXT = 'Metadata-Version: 2.1\nName: sand\nVersion: 1.0\n';
const OTHER = 'Metadata-Version: 2.1\nName: other\nVersion: 1.0\nRequires-Dist: evil\n';
const ANSWER: MetadataAnswer = { source: 'metadata-file', text: TEXT, pyproject: null };
const { signal } = new AbortController();
const hex = (text: string): string => sha256(Buffer.from(text));

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sandgrouse-metadata-'));
  await mkdir(join(directory, '.sandgrouse'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const SAND: SimpleFile = {
  filename: 'sand-1.0-py3-none-any.whl',
  url: 'https://example.org/sand-1.0-py3-none-any.whl',
  hashes: { sha256: hex('the wheel') },
  requiresPython: null,
  yanked: false,
  sizeBytes: null,
  uploadTime: null,
  coreMetadata: { sha256: hex(TEXT) },
};

const unused = async (): Promise<never> => {
  throw new Error('is not asked for');
};

const ADDRESS = 'https://example.org/simple/';

/** An index that counts how often it is asked for metadata. */
function countingUpstream(answer: MetadataAnswer, url = ADDRESS) {
  const asked: string[] = [];
  const upstream: Index = {
    url,
    readProject: unused,
    readSize: unused,
    openFile: unused,
    readMetadata: async ({ filename }) => {
      asked.push(filename);
      return answer;
    },
    listProjects: unused,
    close: async () => undefined,
  };
  return { asked, cached: withMetadataCache(upstream, openMetadataCache(directory)) };
}

async function plant(key: string, content: string): Promise<void> {
  const folder = join(directory, '.sandgrouse', 'metadata', key.slice(0, 2));
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `${key}.json`), content);
}

const stored = (): Promise<string[]> =>
  readdir(join(directory, '.sandgrouse', 'metadata'), { recursive: true }).catch(() => []);

describe('metadata that was read before', () => {
  it.each([
    ['by its own hash', SAND],
    ['by the hash of its file', { ...SAND, coreMetadata: false as const }],
    ['by the hash of its file where the index tells no other', { ...SAND, coreMetadata: { sha256: null } }],
  ])('is not asked for again: %s', async (_, file) => {
    const first = countingUpstream(ANSWER);
    expect(await first.cached.readMetadata(file, { signal })).toEqual(ANSWER);
    const second = countingUpstream({ ...ANSWER, text: OTHER });
    expect(await second.cached.readMetadata(file, { signal })).toEqual(ANSWER);
    expect(first.asked).toHaveLength(1);
    expect(second.asked).toEqual([]);
  });

  it('serves all wheels of a release that share it', async () => {
    const { asked, cached } = countingUpstream(ANSWER);
    await cached.readMetadata(SAND, { signal });
    await cached.readMetadata({ ...SAND, filename: 'sand-1.0-cp312-none-any.whl', hashes: {} }, { signal });
    expect(asked).toHaveLength(1);
  });

  it('serves another index where its own hash proves it, and not where the file is said to have that hash', async () => {
    const other = 'https://other.example/simple/';
    const lie: MetadataAnswer = { source: 'wheel', text: OTHER, pyproject: null };
    const unannounced = { ...SAND, coreMetadata: false as const };
    await countingUpstream(lie, other).cached.readMetadata(unannounced, { signal });
    expect(await countingUpstream(ANSWER).cached.readMetadata(unannounced, { signal })).toEqual(ANSWER);
    await countingUpstream(ANSWER).cached.readMetadata(SAND, { signal });
    const { asked, cached } = countingUpstream(lie, other);
    expect(await cached.readMetadata(SAND, { signal })).toEqual(ANSWER);
    expect(asked).toEqual([]);
  });

  it('of a wheel does not serve an sdist that has the same: its pyproject.toml would be missing', async () => {
    const sdist = { ...SAND, filename: 'sand-1.0.tar.gz', hashes: { sha256: hex('the sdist') } };
    const ofSdist: MetadataAnswer = { source: 'sdist', text: TEXT, pyproject: '[build-system]\n' };
    await countingUpstream(ANSWER).cached.readMetadata(SAND, { signal });
    const { asked, cached } = countingUpstream(ofSdist);
    for (let times = 0; times < 2; times += 1) {
      expect(await cached.readMetadata(sdist, { signal })).toEqual(ofSdist);
    }
    expect(asked).toEqual([sdist.filename]);
    expect(await cached.readMetadata(SAND, { signal })).toEqual(ANSWER);
  });

  it.each([
    ['a part', '{"source":"whe'],
    ['nothing', ''],
    ['another shape', '{"source":"elsewhere","text":7}'],
    ['a list', '[]'],
    ['zeros', '\0'.repeat(100)],
    ['another text than its name says', JSON.stringify({ ...ANSWER, text: OTHER })],
  ])('counts as none where the file holds %s, and is replaced', async (_, content) => {
    await plant(hex(TEXT), content);
    const { asked, cached } = countingUpstream(ANSWER);
    expect(await cached.readMetadata(SAND, { signal })).toEqual(ANSWER);
    expect(await cached.readMetadata(SAND, { signal })).toEqual(ANSWER);
    expect(asked).toHaveLength(1);
  });

  it('counts as none where a folder stands in its place, which then cannot be replaced', async () => {
    await mkdir(join(directory, '.sandgrouse', 'metadata', hex(TEXT).slice(0, 2), `${hex(TEXT)}.json`), {
      recursive: true,
    });
    expect(await openMetadataCache(directory).read(hex(TEXT))).toBeNull();
  });

  it('is not kept under a hash that is not its own', async () => {
    const fromWheel: MetadataAnswer = { source: 'wheel', text: OTHER, pyproject: null };
    const { asked, cached } = countingUpstream(fromWheel);
    expect(await cached.readMetadata(SAND, { signal })).toEqual(fromWheel);
    await cached.readMetadata(SAND, { signal });
    expect(asked).toHaveLength(2);
    expect(await stored()).toEqual([]);
  });

  it('of another project is refused by who reads it, whoever wrote it there', async () => {
    const file = { ...SAND, coreMetadata: false as const };
    await plant(
      hex(`${ADDRESS}\n${hex('the wheel')}`),
      JSON.stringify({ ...ANSWER, source: 'wheel', text: OTHER }),
    );
    const { text } = await countingUpstream(ANSWER).cached.readMetadata(file, { signal });
    const name = normalizeName('sand');
    const recognised = recognise(file, name);
    if (recognised.kind !== 'candidate') throw new Error('the filename is one of a wheel');
    expect(readReleaseMetadata(text, { name, candidate: recognised.candidate }, null)).toEqual({
      ok: false,
      message: 'its metadata is of "other"',
    });
  });

  it.each(['../../../escaped', `${'a'.repeat(63)}/`, 'A'.repeat(64), 'a'.repeat(63), ''])(
    'is neither kept nor looked for under "%s"',
    async (sha256) => {
      const file = { ...SAND, hashes: { sha256 }, coreMetadata: false as const };
      const { asked, cached } = countingUpstream(ANSWER);
      await cached.readMetadata(file, { signal });
      await cached.readMetadata({ ...file, coreMetadata: { sha256 } }, { signal });
      expect(asked).toHaveLength(2);
      expect(await stored()).toEqual([]);
    },
  );

  it('comes from the disk, a thousand at once, without a question to the index', async () => {
    const answers = Array.from({ length: 1000 }, (_, index) => {
      const text = `Metadata-Version: 2.1\nName: sand-${index}\nVersion: 1.0\n${'Classifier: x\n'.repeat(300)}`;
      return { ...ANSWER, text };
    });
    const cache = openMetadataCache(directory);
    for (const answer of answers) await cache.write(hex(answer.text), answer);
    const { asked, cached } = countingUpstream(ANSWER);
    const found = await Promise.all(
      answers.map(({ text }) =>
        cached.readMetadata({ ...SAND, coreMetadata: { sha256: hex(text) } }, { signal }),
      ),
    );
    expect(found.map(({ text }) => text)).toEqual(answers.map(({ text }) => text));
    expect(asked).toEqual([]);
  });

  it('asks once for what several want at the same time', async () => {
    const { asked, cached } = countingUpstream(ANSWER);
    const wheels = ['cp312-win_amd64', 'cp312-macosx_11_0_arm64', 'cp313-win_amd64'];
    await Promise.all(
      wheels.map((tag) => cached.readMetadata({ ...SAND, filename: `sand-1.0-${tag}.whl` }, { signal })),
    );
    expect(asked).toHaveLength(1);
  });
});
