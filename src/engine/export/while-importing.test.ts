import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sha256, type WheelSpec } from '../../../testing/wheel-builder';
import { type MirrorServer, startMirrorServer } from '../serve/mirror-server';
import { type CarriedMirror, createCarriedMirror } from './testing/carried-mirror';

const IMPORTS = 20;
const PROJECTS = ['sand', 'stone'] as const;

/** Each round brings a version of both projects, so that a page tells by its length which state it is of. */
const wheelsOf = (round: number): readonly WheelSpec[] =>
  PROJECTS.flatMap((name) =>
    Array.from({ length: round + 1 }, (_, at) => ({ name, version: `${at + 1}.0`, paddingBytes: 2000 })),
  );

interface ListedFile {
  readonly url: string;
  readonly hashes: { readonly sha256: string };
  readonly 'core-metadata': { readonly sha256: string };
}

let carried: CarriedMirror;
let server: MirrorServer;
const deltas: string[] = [];

beforeEach(async () => {
  carried = await createCarriedMirror(wheelsOf(0));
  const stick = join(carried.drive, 'stick');
  await carried.export(stick);
  expect(await carried.import(stick)).toMatchObject({ kind: 'imported' });
  for (let round = 1; round <= IMPORTS; round += 1) {
    carried.index.setWheels(wheelsOf(round));
    await carried.mirror.planAndSync();
    const delta = join(carried.drive, `delta-${round}`);
    expect(await carried.export(delta, { since: 'last' })).toMatchObject({ kind: 'exported' });
    deltas.push(delta);
  }
  server = await startMirrorServer({
    directories: [carried.far],
    port: null,
    isAlone: true,
    onRequest: () => undefined,
  });
}, 300_000);

afterEach(async () => {
  await server.close();
  await carried.remove();
});

type Fetch = (path: string) => Promise<Buffer | string>;

/** A request to our server; what is not there is told in words. */
const ask: Fetch = async (path) => {
  const accept = 'application/vnd.pypi.simple.v1+json, */*;q=0.1';
  const url = new URL(`/${path.replace(/index\.v1_json$/, '')}`, server.indexUrl);
  const response = await fetch(url, { headers: { accept } });
  const body = Buffer.from(await response.arrayBuffer());
  return response.status === 200 ? body : `${path}: ${response.status}`;
};

/** As any other program reads the tree. */
const read: Fetch = (path) =>
  readFile(join(carried.far, 'web', path)).catch((error: unknown) => `${path}: ${String(error)}`);

/** Reads pages, and of one the newest file with its metadata. Gives the number of versions that each page listed. */
async function readRound(
  fetchPath: Fetch,
  names: readonly string[],
  faults: string[],
): Promise<readonly number[]> {
  const versions: number[] = [];
  const root = await fetchPath('simple/index.v1_json');
  if (typeof root === 'string') faults.push(root);
  for (const name of names) {
    const page = await fetchPath(`simple/${name}/index.v1_json`);
    if (typeof page === 'string') {
      faults.push(page);
      continue;
    }
    const { files } = JSON.parse(page.toString()) as { files: readonly ListedFile[] };
    versions.push(files.length);
    const newest = files.find(({ url }) => url.includes(`-${files.length}.0-`));
    if (newest === undefined) faults.push(`${name} does not list ${files.length}.0`);
    else faults.push(...(await findFaults(fetchPath, newest)));
  }
  return versions;
}

async function findFaults(fetchPath: Fetch, file: ListedFile): Promise<readonly string[]> {
  const path = new URL(file.url, 'http://host/simple/name/').pathname.slice(1);
  const wanted = [
    { path, hash: file.hashes.sha256 },
    { path: `${path}.metadata`, hash: file['core-metadata'].sha256 },
  ];
  const faults: string[] = [];
  for (const one of wanted) {
    const body = await fetchPath(one.path);
    if (typeof body === 'string') faults.push(body);
    else if (sha256(body) !== one.hash) faults.push(`${one.path} has another hash`);
  }
  return faults;
}

describe('a mirror that deltas are imported into while it is read', () => {
  it('has every page and every file at any moment, and shows one state after the other', async () => {
    const faults: string[] = [];
    let isOver = false;
    let rounds = 0;
    const seen = new Set<number>();
    const readOn = async (fetchPath: Fetch, names: readonly string[], isWhole: boolean): Promise<void> => {
      while (!isOver) {
        rounds += 1;
        const [first = 0, second = 0] = await readRound(fetchPath, names, faults);
        seen.add(first);
        // What is read later is never of an older state.
        if (isWhole && second < first) faults.push(`${names.join()} were of states ${first} and ${second}`);
      }
    };
    const readers = [
      readOn(ask, PROJECTS, true),
      readOn(ask, [...PROJECTS].reverse(), true),
      readOn(ask, PROJECTS, true),
      readOn(read, PROJECTS, false),
      readOn(read, [...PROJECTS].reverse(), false),
    ];
    try {
      for (const delta of deltas) expect(await carried.import(delta)).toMatchObject({ kind: 'imported' });
    } finally {
      isOver = true;
      await Promise.all(readers);
    }
    expect(faults).toEqual([]);
    expect(rounds).toBeGreaterThan(5 * IMPORTS);
    expect(seen.size).toBeGreaterThan(IMPORTS / 2);
  }, 300_000);
});
