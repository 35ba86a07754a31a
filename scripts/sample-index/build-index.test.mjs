import { createHash } from 'node:crypto';
import { appendFile, cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import yauzl from 'yauzl';
import { buildSampleIndex } from './build-index.mjs';

const checkoutFolder = join(import.meta.dirname, '..', '..');
let temporary;
let index;
let tree;

beforeAll(async () => {
  temporary = await mkdtemp(join(tmpdir(), 'sample-index-'));
  index = join(temporary, 'index');
  await buildSampleIndex({ checkoutFolder, targetFolder: index });
  tree = await readTree(index);
});

afterAll(() => rm(temporary, { recursive: true, force: true }));

describe('the build', () => {
  it('gives the same bytes again, from a copy of the sources in another place', async () => {
    const copy = join(temporary, 'copy');
    await mkdir(copy);
    await cp(join(checkoutFolder, 'sample-index'), join(copy, 'sample-index'), { recursive: true });
    await cp(join(checkoutFolder, 'LICENSE'), join(copy, 'LICENSE'));
    const targetFolder = join(temporary, 'again');
    await buildSampleIndex({ checkoutFolder: copy, targetFolder });
    const again = await readTree(targetFolder);
    again.delete('fingerprint.txt');
    expect([...again.keys()]).toEqual([...tree.keys()].filter((path) => path !== 'fingerprint.txt'));
    for (const [path, bytes] of again) expect(bytes.equals(tree.get(path)), path).toBe(true);
  });

  it('leaves a folder alone that is up to date, and replaces it when a source has changed', async () => {
    const copy = join(temporary, 'changing');
    await cp(join(checkoutFolder, 'sample-index'), join(copy, 'sample-index'), { recursive: true });
    await cp(join(checkoutFolder, 'LICENSE'), join(copy, 'LICENSE'));
    const folders = { checkoutFolder: copy, targetFolder: join(temporary, 'changing-index') };
    expect(await buildSampleIndex(folders)).toEqual({ outcome: 'built', projectCount: 14 });
    await writeFile(join(folders.targetFolder, 'stray'), '');
    expect((await buildSampleIndex(folders)).outcome).toBe('up-to-date');
    expect(await readdir(folders.targetFolder)).toContain('stray');
    await appendFile(join(copy, 'sample-index', 'sources', 'sandgrouse-table', 'README.md'), 'More.\n');
    expect((await buildSampleIndex(folders)).outcome).toBe('built');
    expect(await readdir(folders.targetFolder)).not.toContain('stray');
  });

  it('stays small', () => {
    const sizeBytes = [...tree.values()].reduce((total, bytes) => total + bytes.length, 0);
    expect(sizeBytes).toBeLessThan(200_000);
  });
});

describe('the pages', () => {
  it('list exactly the files that are there, with their true hashes and sizes', () => {
    const listed = jsonPages().flatMap(({ page, url }) => page.files.map((file) => ({ file, url })));
    expect(listed).toHaveLength(19);
    for (const { file, url } of listed) {
      const path = pathInTree(new URL(file.url, url));
      const bytes = tree.get(path);
      expect(file).toMatchObject({ size: bytes.length, hashes: { sha256: sha256(bytes) } });
      const metadata = tree.get(`${path}.metadata`);
      expect(file['core-metadata']).toEqual(metadata === undefined ? false : { sha256: sha256(metadata) });
    }
    const packages = [...tree.keys()].filter(
      (path) => path.startsWith('packages/') && !path.endsWith('.metadata'),
    );
    expect(packages).toHaveLength(listed.length);
  });

  it('say the same in HTML as in JSON', () => {
    for (const { name, page } of jsonPages()) {
      const html = tree.get(`simple/${name}/index.html`).toString();
      const anchors = [...html.matchAll(/<a href="([^"]*)"([^>]*)>([^<]*)<\/a>/g)];
      expect(anchors.map(([, , , filename]) => filename)).toEqual(page.files.map((file) => file.filename));
      for (const [position, file] of page.files.entries()) {
        const [, url, attributes] = anchors[position];
        expect(url).toBe(`${file.url}#sha256=${file.hashes.sha256}`);
        expect(attributes.includes('data-yanked=')).toBe(file.yanked !== false);
        expect(attributes.includes('data-core-metadata=')).toBe(file['core-metadata'] !== false);
      }
    }
  });

  it('are reached from the root page in both forms', () => {
    const names = jsonPages().map(({ name }) => name);
    const root = JSON.parse(tree.get('simple/index.v1_json').toString());
    expect(root.projects.map((project) => project.name)).toEqual(names);
    const links = tree
      .get('simple/index.html')
      .toString()
      .matchAll(/<a href="([^"]*)\/">/g);
    expect([...links].map(([, name]) => name)).toEqual(names);
  });

  it('show a yanked release with its reason, a prerelease and an archived project', () => {
    const pages = new Map(jsonPages().map(({ name, page }) => [name, page]));
    expect(pages.get('sandgrouse-mirage').files.map((file) => file.yanked)).toEqual([
      false,
      'Calls every name a mirage of itself; use 0.9.0',
    ]);
    expect(pages.get('sandgrouse-units').versions).toEqual(['1.0.0', '1.1.0', '2.0.0rc1']);
    expect(pages.get('sandgrouse-prefix-backport')['project-status'].status).toBe('archived');
  });
});

describe('each wheel', () => {
  it('has a RECORD that is right for every file in it', async () => {
    for (const path of wheelPaths()) {
      const entries = await readZip(tree.get(path));
      const recordPath = [...entries.keys()].find((entry) => entry.endsWith('.dist-info/RECORD'));
      const expected = [...entries].map(([entry, bytes]) =>
        entry === recordPath
          ? `${entry},,`
          : `${entry},sha256=${createHash('sha256').update(bytes).digest('base64url')},${bytes.length}`,
      );
      expect(entries.get(recordPath).toString()).toBe(`${expected.join('\n')}\n`);
    }
  });

  it('carries the metadata that lies beside it', async () => {
    for (const path of wheelPaths()) {
      const entries = await readZip(tree.get(path));
      const [metadata] = [...entries].filter(([entry]) => entry.endsWith('.dist-info/METADATA'));
      expect(metadata[1].equals(tree.get(`${path}.metadata`)), path).toBe(true);
    }
  });
});

describe('the suggested allowlist', () => {
  it('names projects of the index, and every project that those require', async () => {
    const allowlist = tree.get('suggested-allowlist.txt').toString();
    const names = allowlist.split('\n').flatMap((line) => line.match(/^[a-z-]+/) ?? []);
    const required = wheelPaths()
      .filter((path) => names.includes(path.match(/([^/]+?)-\d[^/]*$/)[1].replaceAll('_', '-')))
      .flatMap((path) => [
        ...tree
          .get(`${path}.metadata`)
          .toString()
          .matchAll(/^Requires-Dist: ([a-z-]+)/gm),
      ])
      .map(([, name]) => name);
    expect(names).toContain('sandgrouse-caravan');
    expect(names).toEqual(expect.arrayContaining([...new Set(required)]));
    expect(jsonPages().map(({ name }) => name)).toEqual(expect.arrayContaining(names));
  });
});

async function readTree(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const read = paths.sort().map(async (path) => [
    path
      .slice(folder.length + 1)
      .split(sep)
      .join('/'),
    await readFile(path),
  ]);
  return new Map(await Promise.all(read));
}

function jsonPages() {
  return [...tree.keys()].flatMap((path) => {
    const name = path.match(/^simple\/([^/]+)\/index\.v1_json$/)?.[1];
    if (name === undefined) return [];
    return [{ name, page: JSON.parse(tree.get(path).toString()), url: pathToFileURL(join(index, path)) }];
  });
}

function pathInTree(url) {
  return fileURLToPath(url)
    .slice(index.length + 1)
    .split(sep)
    .join('/');
}

function wheelPaths() {
  return [...tree.keys()].filter((path) => path.endsWith('.whl'));
}

function sha256(bytes) {
  return createHash('sha256').update(bytes).digest('hex');
}

async function readZip(bytes) {
  const zip = await yauzl.fromBufferPromise(bytes);
  const entries = new Map();
  for await (const entry of zip.eachEntry()) {
    entries.set(entry.fileName, Buffer.from(await text(await zip.openReadStreamPromise(entry))));
  }
  return entries;
}
