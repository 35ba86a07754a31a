import { readdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type FileServer, startFileServer } from '../../../testing/file-server';
import { startLyingIndex } from '../../../testing/lying-index/lying-index';
import { createMirrorFixture, type MirrorFixture } from '../../../testing/mirror-fixture';
import { buildWheel, sha256 } from '../../../testing/wheel-builder';
import type { Plan } from '../plan/plan';

/**
 * What an index may call its files, on a whole way from the page to the disk. Each rule alone is in
 * `filename.test.ts`, `mirror-paths.test.ts`, `package-path.test.ts` and `link-resolver.test.ts`; what a page may cost in
 * `upstream/hostile-pages.test.ts`.
 */

const JSON_TYPE = 'application/vnd.pypi.simple.v1+json';
const GOOD = buildWheel({ name: 'sand', version: '1.0' });
const FOLDER = `packages/aa/bb/${'c'.repeat(60)}`;

let listed: readonly { readonly filename: string; readonly url: string; readonly content?: Buffer }[];
let form: 'json' | 'html';
let server: FileServer;
let mirror: MirrorFixture;

beforeEach(async () => {
  form = 'json';
  server = await startFileServer((path) => {
    if (path !== '/simple/sand/') return listed.find(({ url }) => decodeURI(url).endsWith(path))?.content;
    return form === 'json' ? jsonPage() : htmlPage();
  });
  mirror = await createMirrorFixture(`${server.url}simple/`, 'sand\n');
});
afterEach(async () => {
  await server.close();
  await mirror.remove();
});

function jsonPage(): { readonly content: Buffer; readonly contentType: string } {
  const files = listed.map(({ filename, url, content = GOOD.content }) => ({
    filename,
    url,
    size: content.length,
    hashes: { sha256: sha256(content) },
  }));
  const page = { meta: { 'api-version': '1.1' }, name: 'sand', files };
  return { content: Buffer.from(JSON.stringify(page)), contentType: JSON_TYPE };
}

function htmlPage(): { readonly content: Buffer; readonly contentType: string } {
  const links = listed.map(
    ({ url, content = GOOD.content }) => `<a href="${url}#sha256=${sha256(content)}">x</a>`,
  );
  return { content: Buffer.from(links.join('\n')), contentType: 'text/html' };
}

async function planned(): Promise<Plan> {
  const outcome = await mirror.plan();
  if (outcome.kind !== 'planned') throw new Error(JSON.stringify(outcome));
  return outcome.plan;
}

const leftOut = (plan: Plan): readonly string[] =>
  plan.projects.flatMap((project) => project.leftOut.map(({ filename }) => filename));

const good = { filename: GOOD.filename, url: `../../${FOLDER}/${GOOD.filename}`, content: GOOD.content };

const NAMES: readonly (readonly [string, string])[] = [
  ['climbs', '../../../sand-1.1-py3-none-any.whl'],
  ['climbs with backslashes', '..\\..\\sand-1.1-py3-none-any.whl'],
  ['is an absolute path', '/etc/sand-1.1-py3-none-any.whl'],
  ['names a drive', 'C:sand-1.1-py3-none-any.whl'],
  ['names a share', '\\\\host\\share\\sand-1.1-py3-none-any.whl'],
  ['is a device of Windows', 'con.tar.gz'],
  ['is a device of Windows in capitals', 'NUL.tar.gz'],
  ['names a stream of NTFS', 'sand-1.1-py3-none-any.whl:x'],
  ['is hidden', '.sand-1.1.tar.gz'],
  ['ends with a dot', 'sand-1.1.tar.gz.'],
  ['ends with a space', 'sand-1.1.tar.gz '],
  ['has a null', 'sand-1.1\0.tar.gz'],
  ['has a line end', 'sand-1.1\n.tar.gz'],
  ['commands a terminal', 'sand-1.1\u001b[2J.tar.gz'],
  ['has a C1 control character', 'sand-1.1\u009b.tar.gz'],
  ['turns the direction of writing', 'sand-1.1\u202e.tar.gz'],
  ['is HTML', '<img src=x onerror=alert(1)>-1.1.tar.gz'],
  ['has an accent, composed', 's\u00e4nd-1.1.tar.gz'],
  ['has an accent, decomposed', 'sa\u0308nd-1.1.tar.gz'],
  ['has wide letters', '\uff53\uff41\uff4e\uff44-1.1.tar.gz'],
  ['has half a surrogate pair', 'sand-1.1\ud800.tar.gz'],
  ['is empty', ''],
  ['is too long', `sand-1.1${'0'.repeat(300)}.tar.gz`],
];

async function expectGoodOnly(): Promise<void> {
  const around = await readdir(dirname(mirror.directory));
  const plan = await planned();
  expect(leftOut(plan)).toHaveLength(1);
  expect(plan.notices.every(({ severity }) => severity === 'warning')).toBe(true);
  expect(await mirror.sync(plan)).toEqual({ kind: 'finished', complete: true });
  const files = await mirror.listFiles('web/packages');
  expect(files).toEqual([
    `${FOLDER.slice(9)}/${GOOD.filename}`,
    `${FOLDER.slice(9)}/${GOOD.filename}.metadata`,
  ]);
  expect(await mirror.findFaults()).toEqual([]);
  const later = await readdir(dirname(mirror.directory));
  expect(later.filter((name) => name.startsWith('sand-') || name.endsWith('.whl'))).toEqual(
    around.filter((name) => name.startsWith('sand-') || name.endsWith('.whl')),
  );
}

it.each(NAMES)('a file whose name %s is left out and told, and the rest comes', async (_, filename) => {
  listed = [good, { filename, url: `../../${FOLDER}/odd` }];
  await expectGoodOnly();
});

it.each(NAMES.filter(([, name]) => name !== '' && !/[/\\\n\0]|^\W?C:|\ud800| $/.test(name)))(
  'a link whose last part %s is left out and told, and the rest comes',
  async (_, filename) => {
    form = 'html';
    listed = [good, { filename, url: `../../${FOLDER}/${encodeURIComponent(filename)}` }];
    await expectGoodOnly();
  },
);

it.each([
  '../../../../../../../etc/sand-1.1-py3-none-any.whl',
  '/packages/../../../etc/sand-1.1-py3-none-any.whl',
  '../../packages/aa/bb/../../../../../sand-1.1-py3-none-any.whl',
  '../../packages/%2e%2e/%2e%2e/%2e%2e/sand-1.1-py3-none-any.whl',
  '../../packages/aa%2f..%2f..%2f../sand-1.1-py3-none-any.whl',
])('a link that climbs decides nothing about the place of its file: %s', async (url) => {
  const odd = buildWheel({ name: 'sand', version: '1.1' });
  listed = [good, { filename: odd.filename, url, content: odd.content }];
  const plan = await planned();
  const digest = sha256(odd.content);
  const paths = plan.projects.flatMap(({ files }) => files.map(({ path }) => path));
  expect(paths).toContain(
    `packages/${digest.slice(0, 2)}/${digest.slice(2, 4)}/${digest.slice(4)}/${odd.filename}`,
  );
  expect(paths).toHaveLength(2);
});

it('of two files whose places differ in capitals alone one comes, and the other is told', async () => {
  const other = buildWheel({ name: 'sand', version: '1.0', salt: 'other' });
  const filename = GOOD.filename.replace('sand', 'Sand');
  listed = [good, { filename, url: `../../${FOLDER}/${filename}`, content: other.content }];
  const plan = await planned();
  expect(leftOut(plan)).toEqual([filename]);
  expect(plan.notices).toMatchObject([{ problem: { code: 'file-name-refused', parameters: { filename } } }]);
  expect(await mirror.sync(plan)).toEqual({ kind: 'finished', complete: true });
  expect(await mirror.findFaults()).toEqual([]);
});

it.each(['con', 'aux', 'com1'])(
  'nothing comes of a project that Windows could have no folder of: "%s"',
  async (name) => {
    const index = await startLyingIndex({
      wheels: [
        { name, version: '1.0' },
        { name: 'sand', version: '1.0' },
      ],
    });
    const all = await createMirrorFixture(index.url, '', {}, { scope: 'everything' });
    const some = await createMirrorFixture(index.url, `${name}\nsand\n`);
    try {
      expect(await all.planAndSync()).toEqual({ kind: 'finished', complete: true });
      expect(await some.planAndSync()).toEqual({ kind: 'finished', complete: false });
      for (const { listFiles } of [all, some]) {
        expect(new Set((await listFiles('web/simple')).map((path) => path.split('/')[0]))).toEqual(
          new Set(['index.html', 'index.v1_html', 'index.v1_json', 'sand']),
        );
      }
    } finally {
      await index.close();
      await all.remove();
      await some.remove();
    }
  },
);

it('two files whose names differ in capitals alone both come where their places differ', async () => {
  const other = buildWheel({ name: 'sand', version: '1.0', salt: 'other' });
  const filename = GOOD.filename.replace('sand', 'Sand');
  const url = `../../packages/dd/ee/${'f'.repeat(60)}/${filename}`;
  listed = [good, { filename, url, content: other.content }];
  const plan = await planned();
  expect(leftOut(plan)).toEqual([]);
  expect(await mirror.sync(plan)).toEqual({ kind: 'finished', complete: true });
  expect(await mirror.findFaults()).toEqual([]);
});
