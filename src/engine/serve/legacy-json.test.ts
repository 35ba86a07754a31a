import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildWheel, sha256 } from '../../../testing/wheel-builder';
import { type MirrorServer, startMirrorServer } from './mirror-server';
import { pathOfWheel, writeMirror } from './testing/write-mirror';

const OLD = buildWheel({ name: 'Sand.Grouse', version: '1.0' });
const NEW = buildWheel({
  name: 'Sand.Grouse',
  version: '2.0+local.1',
  requires: ['wing>=2', 'feather; extra == "warm"'],
  extras: ['warm'],
  headers: [
    'Summary: Carries water',
    'License-Expression: MIT',
    'Classifier: Topic :: Desert',
    'Project-URL: Source, https://code.example/grouse',
    'Author-email: a@b.example',
  ],
});
const YANKED = buildWheel({ name: 'Sand.Grouse', version: '3.0' });
const EARLY = buildWheel({ name: 'Sand.Grouse', version: '4.0rc1' });

let directory: string;
let server: MirrorServer;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sandgrouse-legacy-'));
  await writeMirror(directory, [
    {
      name: 'sand-grouse',
      files: [
        { wheel: OLD, withMetadata: false, requiresPython: '>=3.6' },
        { wheel: NEW },
        { wheel: YANKED, yanked: { reason: 'It leaks.' } },
        { wheel: EARLY },
      ],
    },
  ]);
  server = await startMirrorServer({ directories: [directory], port: null, onRequest: () => undefined });
});

afterAll(async () => {
  await server.close();
  await rm(directory, { recursive: true, force: true });
});

const base = (): string => `http://127.0.0.1:${server.port}`;
const get = (path: string, headers = {}): Promise<Response> =>
  fetch(`${base()}${path}`, { headers, redirect: 'manual' });
const read = async (path: string): Promise<Record<string, unknown>> =>
  (await (await get(path)).json()) as Record<string, unknown>;

describe('the JSON API of old', () => {
  it('describes the newest release that is neither early nor yanked, by its METADATA', async () => {
    const { info } = await read('/pypi/sand-grouse/json');
    expect(info).toMatchObject({
      name: 'Sand.Grouse',
      version: '2.0+local.1',
      summary: 'Carries water',
      license_expression: 'MIT',
      classifiers: ['Topic :: Desert'],
      requires_dist: ['wing>=2', 'feather; extra == "warm"'],
      provides_extra: ['warm'],
      author_email: 'a@b.example',
      project_urls: { Source: 'https://code.example/grouse' },
      yanked: false,
    });
  });

  it('lists the files of every release, each on this server and with its hash', async () => {
    const { releases, urls } = await read('/pypi/sand-grouse/json');
    expect(Object.keys(releases as object).sort()).toEqual(['1.0', '2.0+local.1', '3.0', '4.0rc1']);
    expect(urls).toEqual([
      expect.objectContaining({
        filename: NEW.filename,
        packagetype: 'bdist_wheel',
        python_version: 'py3',
        url: `${base()}/${pathOfWheel(NEW).replace('+', '%2B')}`,
        digests: { sha256: sha256(NEW.content) },
        size: NEW.content.length,
        upload_time: '2026-03-01T10:20:30',
        upload_time_iso_8601: '2026-03-01T10:20:30.123456Z',
      }),
    ]);
    const file = await fetch((urls as { url: string }[])[0]?.url ?? '');
    expect(Buffer.from(await file.arrayBuffer()).equals(NEW.content)).toBe(true);
  });

  it('describes one version, however it is written, with the reason why it was yanked', async () => {
    const answer = await read('/pypi/sand-grouse/3/json');
    expect(answer.info).toMatchObject({ version: '3.0', yanked: true, yanked_reason: 'It leaks.' });
    expect(answer.urls).toMatchObject([{ yanked: true, yanked_reason: 'It leaks.' }]);
    expect(answer).not.toHaveProperty('releases');
  });

  it('does without METADATA where there is none', async () => {
    const { info } = await read('/pypi/sand-grouse/1.0/json/');
    expect(info).toMatchObject({
      name: 'sand-grouse',
      version: '1.0',
      requires_python: '>=3.6',
      summary: null,
    });
  });

  it('is not sent again to who has it, and makes nothing up', async () => {
    const first = await get('/pypi/sand-grouse/json');
    expect(first.headers.get('content-type')).toBe('application/json');
    expect(await first.text()).not.toMatch(/md5|downloads|vulnerabilities/);
    const etag = first.headers.get('etag') ?? '';
    expect((await get('/pypi/sand-grouse/json', { 'if-none-match': etag })).status).toBe(304);
  });

  it.each([
    ['/pypi/nobody/json', 'The project "nobody" is not in this mirror.\n'],
    ['/pypi/sand-grouse/9.9/json', 'The mirror has no version "9.9" of "sand-grouse".\n'],
    ['/pypi/sand-grouse/', 'There is no such page here.\n'],
    ['/pypi/sand-grouse/not-a-version/json', 'There is no such page here.\n'],
  ])('says what is missing for %s', async (path, text) => {
    const response = await get(path);
    expect([response.status, await response.text()]).toEqual([404, text]);
  });

  it('redirects a name that is not normalised', async () => {
    const response = await get('/pypi/Sand.Grouse/2.0%2Blocal.1/json');
    expect(response.headers.get('location')).toBe('/pypi/sand-grouse/2.0%2Blocal.1/json');
  });
});
