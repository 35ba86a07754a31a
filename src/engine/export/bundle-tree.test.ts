import {
  cp,
  mkdir,
  readFile,
  rename,
  rm,
  rmdir,
  symlink,
  truncate,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sha256 } from '../../../testing/wheel-builder';
import type { Problem } from '../../contract/problem';
import { type MirrorServer, startMirrorServer } from '../serve/mirror-server';
import { openBundleTree } from './bundle-tree';
import { type CarriedMirror, createCarriedMirror, readTree } from './testing/carried-mirror';

const { signal } = new AbortController();
const SOME_TIME = new Date('2026-01-01');

let carried: CarriedMirror;
let stick: string;
let server: MirrorServer | null = null;
let damages: Problem[];

beforeEach(async () => {
  carried = await createCarriedMirror();
  stick = join(carried.drive, 'stick');
  await carried.export(stick);
  damages = [];
});
afterEach(async () => {
  await server?.close();
  server = null;
  await carried.remove();
});

async function serve(): Promise<MirrorServer> {
  const bundle = await openBundleTree(stick, { onDamaged: (damage) => damages.push(damage), signal });
  expect(bundle).toMatchObject({ fingerprint: carried.key.fingerprint, manifest: { projects: 2 } });
  server = await startMirrorServer({ directories: [bundle], port: null, onRequest: () => undefined });
  return server;
}

interface Listed {
  readonly files: readonly {
    readonly url: string;
    readonly hashes: { readonly sha256: string };
    readonly 'core-metadata': { readonly sha256: string };
  }[];
}

async function ask(indexUrl: string, path: string): Promise<{ status: number; body: Buffer }> {
  const accept = 'application/vnd.pypi.simple.v1+json, */*;q=0.1';
  const response = await fetch(new URL(path, indexUrl), { headers: { accept } });
  return { status: response.status, body: Buffer.from(await response.arrayBuffer()) };
}

async function listFiles(indexUrl: string): Promise<Listed['files']> {
  const { body } = await ask(indexUrl, 'stone/');
  return (JSON.parse(body.toString()) as Listed).files;
}

describe('a bundle that is served from where it lies', () => {
  it('gives every page, file and metadata with its hash, and writes nothing', async () => {
    const before = await readTree(stick);
    const { indexUrl } = await serve();
    for (const file of await listFiles(indexUrl)) {
      const url = new URL(file.url, new URL('stone/', indexUrl)).pathname;
      expect(sha256((await ask(indexUrl, url)).body)).toBe(file.hashes.sha256);
      expect(sha256((await ask(indexUrl, `${url}.metadata`)).body)).toBe(file['core-metadata'].sha256);
    }
    expect((await ask(indexUrl, '/')).body.toString()).toContain('2 projects');
    expect((await ask(indexUrl, '/project/stone/')).status).toBe(200);
    expect((await ask(indexUrl, '/pypi/stone/json')).status).toBe(200);
    expect(await readTree(stick)).toEqual(before);
    expect(damages).toEqual([]);
  });

  it('gives out nothing that was changed, and tells of it once', async () => {
    const { indexUrl } = await serve();
    const [file, other] = await listFiles(indexUrl);
    const url = new URL(file?.url ?? '', new URL('stone/', indexUrl)).pathname;
    expect((await ask(indexUrl, url)).status).toBe(200);
    const place = join(stick, url);
    const content = await readFile(place);
    content[10] = (content[10] ?? 0) ^ 1;
    await writeFile(place, content);
    for (let time = 0; time < 2; time += 1) {
      const refused = await ask(indexUrl, url);
      expect(refused.status).toBe(500);
      expect(refused.body.toString()).toMatch(
        /^Not given out, for it is not as it was exported: "packages\/.*" was changed\.$/m,
      );
    }
    expect(damages).toMatchObject([{ code: 'bundle-damaged' }]);
    const whole = new URL(other?.url ?? '', new URL('stone/', indexUrl)).pathname;
    expect((await ask(indexUrl, whole)).status).toBe(200);
    await truncate(join(stick, 'simple/sand/index.v1_json'), 10);
    expect((await ask(indexUrl, 'sand/')).status).toBe(500);
    expect((await ask(indexUrl, '/')).status).toBe(500);
  });

  it('gives ranges and what is still as it was known, as a mirror does', async () => {
    const { indexUrl } = await serve();
    const [file] = await listFiles(indexUrl);
    const url = new URL(file?.url ?? '', new URL('stone/', indexUrl));
    const part = await fetch(url, { headers: { range: 'bytes=5-14' } });
    expect(part.status).toBe(206);
    const content = await readFile(join(stick, url.pathname));
    expect(Buffer.from(await part.arrayBuffer())).toEqual(content.subarray(5, 15));
    const etag = part.headers.get('etag') ?? '';
    expect((await fetch(url, { headers: { 'if-none-match': etag } })).status).toBe(304);
  });

  it('does not say that a file never was while its drive is away, and goes on when it is back', async () => {
    const { indexUrl } = await serve();
    const [file] = await listFiles(indexUrl);
    const url = new URL(file?.url ?? '', new URL('stone/', indexUrl)).pathname;
    await rename(stick, `${stick}-away`);
    for (const path of [url, 'stone/', '/']) expect((await ask(indexUrl, path)).status).toBe(500);
    await mkdir(stick);
    expect((await ask(indexUrl, url)).status).toBe(500);
    expect(damages).toEqual([]);
    await rmdir(stick);
    await rename(`${stick}-away`, stick);
    for (const path of [url, 'stone/', '/']) expect((await ask(indexUrl, path)).status).toBe(200);
    await rm(join(stick, url));
    expect((await ask(indexUrl, url)).status).toBe(500);
    expect(damages).toMatchObject([{ parameters: { names: [expect.stringMatching(/" is missing$/)] } }]);
  });

  it.each([
    ['in its place', (place: string, wrong: Buffer) => writeFile(place, wrong)],
    [
      'on another drive in the same place',
      async (place: string, wrong: Buffer) => {
        await cp(stick, `${stick}-other`, { recursive: true, preserveTimestamps: true });
        await rename(stick, `${stick}-away`);
        await rename(`${stick}-other`, stick);
        await writeFile(place, wrong);
      },
    ],
  ])('gives out nothing that was changed %s, whatever size and time it says', async (_, change) => {
    const { indexUrl } = await serve();
    const [file] = await listFiles(indexUrl);
    const url = new URL(file?.url ?? '', new URL('stone/', indexUrl)).pathname;
    const place = join(stick, url);
    await utimes(place, SOME_TIME, SOME_TIME);
    expect((await ask(indexUrl, url)).status).toBe(200);
    const content = await readFile(place);
    content[10] = (content[10] ?? 0) ^ 1;
    await change(place, content);
    await utimes(place, SOME_TIME, SOME_TIME);
    expect((await ask(indexUrl, url)).status).toBe(500);
    expect(damages).toMatchObject([{ code: 'bundle-damaged' }]);
  });

  it('knows nothing of what its list does not name, nor of links', async () => {
    await writeFile(join(stick, 'packages', 'evil-1.0-py3-none-any.whl'), 'x');
    await writeFile(join(stick, 'proof.json'), '{}');
    const { indexUrl } = await serve();
    expect((await ask(indexUrl, '/packages/evil-1.0-py3-none-any.whl')).status).toBe(404);
    await symlink(join(stick, 'manifest.json'), join(stick, 'packages', 'link.whl'));
    expect((await ask(indexUrl, '/packages/link.whl')).status).toBe(404);
  });

  it('is refused where it is a delta, a part, or changed in its manifest', async () => {
    const [part, delta] = [join(carried.drive, 'part'), join(carried.drive, 'delta')];
    await carried.export(part, { part: { bytes: 600_000, number: 1 } });
    carried.index.setWheels([{ name: 'sand', version: '2.0' }]);
    await carried.mirror.planAndSync();
    await carried.export(delta, { since: 'last' });
    const open = (directory: string) => openBundleTree(directory, { onDamaged: () => undefined, signal });
    const reasonOf = async (directory: string): Promise<unknown> => {
      await expect(open(directory)).rejects.toMatchObject({ problem: { code: 'bundle-unreadable' } });
      return open(directory).catch(({ problem }: { problem: Problem }) => problem.parameters);
    };
    expect(await reasonOf(part)).toMatchObject({
      reason: expect.stringMatching(/^it is part 1 of \d/) as string,
    });
    expect(await reasonOf(delta)).toMatchObject({
      reason: expect.stringContaining('only what changed') as string,
    });
    await writeFile(join(stick, 'manifest.sig'), '{}');
    await expect(open(stick)).rejects.toMatchObject({ problem: { code: 'bundle-signature-wrong' } });
  });
});
