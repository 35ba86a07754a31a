import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type BuiltWheel, buildWheel } from '../../../testing/wheel-builder';
import type { NormalizedName } from '../../python-packaging/name';
import type { SimpleFile, SimpleProject } from '../../python-packaging/simple-page';
import type { MirrorContents } from './mirror-contents';
import type { MirrorWriter } from './mirror-writer';
import { openMirrorContents, openMirrorWriter } from './open-mirror';
import { relativeFileUrl } from './page-urls';

const { signal } = new AbortController();
const WHEEL = buildWheel({ name: 'sand-grouse', version: '1.0' });
const PATH = `packages/ab/cd/ef/${WHEEL.filename}`;

let directory: string;
let contents: MirrorContents;
let writer: MirrorWriter;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sandgrouse-mirror-'));
  ({ contents, writer } = await openMirrorWriter(directory, { program: 'test', signal }));
});

afterEach(async () => {
  await writer.close();
  await rm(directory, { recursive: true, force: true });
});

const web = (path: string): string => join(directory, 'web', path);
const sha256 = (content: Buffer): string => createHash('sha256').update(content).digest('hex');

async function put(path: string, content: Buffer = WHEEL.content): Promise<void> {
  const file = await writer.openPartialFile(path);
  await file.append(content);
  await file.commit({ sha256: await file.digest('sha256'), modifiedAtMs: null });
  await file.close();
}

function listing(path: string, wheel: BuiltWheel, changes: Partial<SimpleFile> = {}): SimpleFile {
  return {
    filename: wheel.filename,
    url: relativeFileUrl(path),
    hashes: { sha256: sha256(wheel.content) },
    requiresPython: null,
    yanked: false,
    sizeBytes: wheel.content.length,
    uploadTime: null,
    coreMetadata: false,
    ...changes,
  };
}

const page = (name: string, files: readonly SimpleFile[]): SimpleProject => ({
  name: name as NormalizedName,
  status: null,
  versions: ['1.0'],
  files,
});

const FORMS = ['index.html', 'index.v1_html', 'index.v1_json'];

async function rootNames(): Promise<readonly string[]> {
  const root = JSON.parse(await readFile(web('simple/index.v1_json'), 'utf8')) as {
    projects: { name: string }[];
  };
  return root.projects.map(({ name }) => name);
}

describe('a finished file', () => {
  it('is found at once, and by a reader in another process', async () => {
    const stored = { path: PATH, sizeBytes: WHEEL.content.length, sha256: sha256(WHEEL.content) };
    expect(await contents.findFile(PATH, { signal })).toBeNull();
    await put(PATH);
    expect(await contents.findFile(PATH, { signal })).toEqual(stored);
    expect(await (await openMirrorContents(directory)).findFile(PATH, { signal })).toEqual(stored);
  });

  it('without a record is hashed once and then known', async () => {
    await mkdir(dirname(web(PATH)), { recursive: true });
    await writeFile(web(PATH), WHEEL.content);
    const found = await contents.findFile(PATH, { signal });
    expect(found?.sha256).toBe(sha256(WHEEL.content));
    expect(await readFile(join(directory, '.sandgrouse/files.jsonl'), 'utf8')).toContain(found?.sha256);
  });

  it('of another size than its record is hashed again', async () => {
    await put(PATH);
    await writeFile(web(PATH), 'short');
    expect(await contents.findFile(PATH, { signal })).toEqual({
      path: PATH,
      sizeBytes: 5,
      sha256: sha256(Buffer.from('short')),
    });
  });

  it('is none where a symbolic link stands in its place', async () => {
    await put(PATH);
    await symlink(web(PATH), `${web(PATH)}-link`);
    expect(await contents.findFile(`${PATH}-link`, { signal })).toBeNull();
  });

  it('goes with its metadata and the folders that become empty', async () => {
    const other = 'packages/ab/99/ef/other.whl';
    await put(PATH);
    await put(other);
    await writer.storeWheelMetadata(PATH);
    await writer.removeFile(PATH);
    await writer.removeFile(PATH);
    expect(await readdir(web('packages/ab'))).toEqual(['99']);
    expect(await contents.findFile(PATH, { signal })).toBeNull();
    await writer.removeFile(other);
    expect(await readdir(web('packages'))).toEqual([]);
  });
});

describe('the metadata of a wheel', () => {
  it('stands beside it, byte by byte, with its hash', async () => {
    await put(PATH);
    expect(await writer.storeWheelMetadata(PATH)).toBe(sha256(WHEEL.metadata));
    expect((await readFile(`${web(PATH)}.metadata`)).equals(WHEEL.metadata)).toBe(true);
  });
});

describe('the pages', () => {
  it('of a project come in three forms and are read back', async () => {
    const wanted = page('sand-grouse', [
      listing(PATH, WHEEL, { yanked: { reason: 'broken <here>' }, requiresPython: '>=3.8' }),
    ]);
    await writer.writeProjectPages(wanted);
    expect((await readdir(web('simple/sand-grouse'))).sort()).toEqual(FORMS);
    expect(await contents.readProjectPage('sand-grouse')).toEqual(wanted);
    expect(await contents.listProjects({ signal })).toEqual(['sand-grouse']);
  });

  it('stay untouched where nothing changed', async () => {
    const wanted = page('sand-grouse', [listing(PATH, WHEEL)]);
    await writer.writeProjectPages(wanted);
    const before = await stat(web('simple/sand-grouse/index.html'), { bigint: true });
    await writer.writeProjectPages(wanted);
    const after = await stat(web('simple/sand-grouse/index.html'), { bigint: true });
    expect([after.ino, after.mtimeNs]).toEqual([before.ino, before.mtimeNs]);
  });

  it('are written over where somebody damaged one', async () => {
    const wanted = page('sand-grouse', [listing(PATH, WHEEL)]);
    await writer.writeProjectPages(wanted);
    const good = await readFile(web('simple/sand-grouse/index.html'));
    await writeFile(web('simple/sand-grouse/index.html'), good.subarray(0, 40));
    await writer.writeProjectPages(wanted);
    expect((await readFile(web('simple/sand-grouse/index.html'))).equals(good)).toBe(true);
  });

  it('at the root list the projects that have one, without those that are about to go', async () => {
    for (const name of ['b', 'a', 'gone']) await writer.writeProjectPages(page(name, []));
    await mkdir(web('simple/no-page'));
    await mkdir(web('simple/Not_Normalised'));
    await writer.writeRootPages({ without: new Set(['gone']) });
    expect(await rootNames()).toEqual(['a', 'b']);
    expect(await readFile(web('simple/index.html'), 'utf8')).toContain('<a href="a/">a</a>');
    expect(await contents.readProjectPage('gone')).not.toBeNull();
  });

  it('of a project go, and leave what is not ours', async () => {
    for (const name of ['a', 'b']) await writer.writeProjectPages(page(name, []));
    await writeFile(web('simple/b/notes.txt'), 'mine');
    for (const name of ['a', 'b', 'never-there']) await writer.removeProjectPages(name);
    expect(await readdir(web('simple'))).toEqual(['b']);
    expect(await readdir(web('simple/b'))).toEqual(['notes.txt']);
  });

  it('cannot be read where they are damaged', async () => {
    await writer.writeProjectPages(page('a', []));
    await writeFile(web('simple/a/index.v1_json'), '{"meta":');
    expect(await contents.readProjectPage('a')).toBeNull();
    expect(await contents.readProjectPage('../../outside')).toBeNull();
  });
});

describe('opening a mirror', () => {
  it('sweeps what a killed writer left half written, and keeps partial files', async () => {
    const file = await writer.openPartialFile(PATH);
    await file.append(WHEEL.content);
    await file.close();
    await writer.close();
    await writeFile(join(directory, '.sandgrouse/tmp/.index.html.x.tmp'), 'half');
    await writeFile(join(directory, '.sandgrouse/.plan.json.x.tmp'), 'half');
    ({ contents, writer } = await openMirrorWriter(directory, { program: 'test', signal }));
    expect((await readdir(join(directory, '.sandgrouse'))).sort()).toEqual(['lock', 'partial', 'tmp']);
    expect(await readdir(join(directory, '.sandgrouse/tmp'))).toEqual([]);
    expect(await contents.partialBytes(PATH)).toBe(WHEEL.content.length);
  });

  it('for writing is refused while another writes, and for reading is not', async () => {
    await expect(openMirrorWriter(directory, { program: 'second', signal })).rejects.toMatchObject({
      problem: { code: 'mirror-in-use', parameters: { program: 'test' } },
    });
    await put(PATH);
    expect(await (await openMirrorContents(directory)).findFile(PATH, { signal })).not.toBeNull();
  });

  it('says that the folder is gone where it is', async () => {
    await expect(openMirrorWriter(join(directory, 'no'), { program: 'x', signal })).rejects.toMatchObject({
      problem: { code: 'disk-gone' },
    });
    const empty = await openMirrorContents(join(directory, 'no'));
    expect(await empty.listProjects({ signal })).toEqual([]);
  });
});

describe('a mirror from a stranger', () => {
  let outside: string;

  beforeEach(async () => {
    await writer.close();
    outside = await mkdtemp(join(tmpdir(), 'sandgrouse-outside-'));
    await mkdir(join(outside, 'tmp'));
    await writeFile(join(outside, 'tmp', 'letter'), 'dear');
    await writeFile(join(outside, 'letter'), 'dear');
  });
  afterEach(() => rm(outside, { recursive: true }));

  const places = [
    ['its records', '.sandgrouse', ''],
    ['its unfinished files', '.sandgrouse/partial', ''],
    ['an unfinished file', '.sandgrouse/partial/aa.part', 'letter'],
    ['its journal', '.sandgrouse/files.jsonl', 'letter'],
    ['its saved pages', '.sandgrouse/pages', ''],
    ['its tree', 'web', ''],
  ] as const;

  it.each(places)('is not written to where a link stands for %s', async (_what, place, target) => {
    await rm(join(directory, place), { recursive: true, force: true });
    await symlink(join(outside, target), join(directory, place));
    await expect(openMirrorWriter(directory, { program: 'test', signal })).rejects.toMatchObject({
      problem: { code: 'disk-failed', parameters: { path: join(directory, place) } },
    });
    expect(await readdir(outside)).toEqual(['letter', 'tmp']);
    expect(await readFile(join(outside, 'tmp', 'letter'), 'utf8')).toBe('dear');
    expect(await readFile(join(outside, 'letter'), 'utf8')).toBe('dear');
  });
});
