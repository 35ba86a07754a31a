import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildWheel } from '../../../testing/wheel-builder';
import { type MirrorServer, startMirrorServer } from './mirror-server';
import { PageMemory } from './page-memory';
import { respond } from './respond';
import { findUrlName, openServedMirrors } from './served-mirrors';
import { pathOfWheel, writeMirror } from './testing/write-mirror';

const WING = buildWheel({ name: 'wing', version: '1.0' });
const TAIL = buildWheel({ name: 'tail', version: '2.0' });

let parent: string;
let server: MirrorServer;
let alone: MirrorServer;

beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'sandgrouse-several-'));
  const [team, science] = [join(parent, 'team'), join(parent, 'Science & more')] as const;
  for (const folder of [team, science]) await mkdir(folder);
  await writeMirror(team, [{ name: 'wing', files: [{ wheel: WING }] }]);
  await writeMirror(science, [{ name: 'tail', files: [{ wheel: TAIL }] }]);
  const onRequest = (): void => undefined;
  server = await startMirrorServer({ directories: [team, science], port: null, onRequest });
  alone = await startMirrorServer({ directories: [team], port: null, onRequest });
});

afterAll(async () => {
  await server.close();
  await alone.close();
  await rm(parent, { recursive: true, force: true });
});

const get = async (path: string, { port } = server): Promise<readonly [number, string]> => {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, { redirect: 'manual' });
  return [response.status, response.headers.get('location') ?? (await response.text())];
};

describe('several mirrors under one address', () => {
  it('each have their own index, which is told for each', async () => {
    expect(server.addresses.map(({ indexUrl }) => new URL(indexUrl).pathname)).toEqual([
      '/team/simple/',
      '/Science-more/simple/',
    ]);
    expect(await get('/team/simple/wing/')).toEqual([200, expect.stringContaining(WING.filename)]);
    expect(await get('/Science-more/simple/tail/')).toEqual([200, expect.stringContaining(TAIL.filename)]);
    expect((await get('/team/simple/tail/'))[0]).toBe(404);
  });

  it('redirect within themselves', async () => {
    expect(await get('/team')).toEqual([301, '/team/']);
    expect(await get('/team/simple')).toEqual([301, '/team/simple/']);
    expect(await get('/team/simple/Wing')).toEqual([301, '/team/simple/wing/']);
    expect(await get('/team/pypi/Wing/json')).toEqual([301, '/team/pypi/wing/json']);
  });

  it('give the files that their pages name', async () => {
    const page = new URL(`http://127.0.0.1:${server.port}/team/simple/wing/`);
    const [, html] = await get(page.pathname);
    const href = /href="([^"#]+)/.exec(html)?.[1] ?? '';
    const file = await fetch(new URL(href, page));
    expect(Buffer.from(await file.arrayBuffer()).equals(WING.content)).toBe(true);
    const legacy: unknown = await (await fetch(`http://127.0.0.1:${server.port}/team/pypi/wing/json`)).json();
    expect((legacy as { urls: { url: string }[] }).urls[0]?.url).toBe(new URL(href, page).href);
  });

  it('are listed at the top, and have no merged index', async () => {
    expect(await get('/')).toEqual([200, expect.stringMatching(/href="\/team\/".*Science &amp; more/s)]);
    for (const path of ['/simple/', '/packages/a', '/teams/simple/', '/%74eam/simple/']) {
      expect(await get(path)).toEqual([404, expect.stringContaining('/Science-more/')]);
    }
  });

  it('are at the top where there is but one, and at its name too', async () => {
    expect(await get('/simple/wing/', alone)).toEqual(await get('/team/simple/wing/', alone));
    expect(await get('/simple/Wing/', alone)).toEqual([301, '/simple/wing/']);
  });
});

describe('the name of a mirror in addresses', () => {
  it.each([
    ['team', 'team'],
    ['Ünï côde', 'n-c-de'],
    ['..', 'mirror'],
    ['a/../b', 'a-..-b'],
    ['simple', 'simple-2'],
    ['PACKAGES', 'PACKAGES-2'],
    ['taken', 'taken-3'],
  ])('of "%s" is "%s"', (name, expected) => {
    expect(findUrlName(name, new Set(['simple', 'packages', 'taken', 'taken-2']))).toBe(expected);
  });
});

describe('a mirror whose drive is away', () => {
  it('is out of order meanwhile rather than empty, and others are served', async () => {
    const [team, away] = [join(parent, 'team'), join(parent, 'away')];
    const paths = [
      'simple/',
      'simple/wing/',
      'simple/other/',
      '',
      'project/wing/',
      'pypi/wing/json',
      pathOfWheel(WING),
    ];
    const ask = (): Promise<readonly number[]> =>
      Promise.all(paths.map(async (path) => (await get(`/team/${path}`))[0]));
    const whole = await ask();
    await rename(team, away);
    expect(await ask()).toEqual(paths.map(() => 500));
    expect((await get('/Science-more/simple/tail/'))[0]).toBe(200);
    await rename(away, team);
    expect(await ask()).toEqual(whole);
    expect(whole).toEqual([200, 200, 404, 200, 200, 200, 200]);
  });
});

describe('a version that is asked for', () => {
  it('is one and the same in all its spellings: its page is made once', async () => {
    const served = await openServedMirrors([join(parent, 'team')], { looksAtOnce: true });
    const keys = new Set<string>();
    class WatchedMemory extends PageMemory {
      override make(...[key, write]: Parameters<PageMemory['make']>): ReturnType<PageMemory['make']> {
        if (/^(?:view|legacy) /.test(key)) keys.add(key);
        return super.make(key, write);
      }
    }
    const pages = new WatchedMemory({ looksAtOnce: true });
    const http = createServer((asked, response) => void respond({ ...served, pages }, asked, response));
    await new Promise<void>((fulfil) => http.listen(0, '127.0.0.1', fulfil));
    const { port } = http.address() as AddressInfo;
    for (const spelling of ['1.0', '1', 'v1.0.0', '01.00', `1${'.0'.repeat(3000)}`]) {
      for (const path of [`project/wing/${spelling}/`, `pypi/wing/${spelling}/json`]) {
        expect((await fetch(`http://127.0.0.1:${port}/${path}`)).status).toBe(200);
      }
    }
    http.close();
    expect(keys.size).toBe(2);
  });
});
