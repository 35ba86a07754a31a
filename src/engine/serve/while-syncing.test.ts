import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LyingIndex, startLyingIndex } from '../../../testing/lying-index/lying-index';
import { createMirrorFixture, type MirrorFixture } from '../../../testing/mirror-fixture';
import { sha256, type WheelSpec } from '../../../testing/wheel-builder';
import { type MirrorServer, startMirrorServer } from './mirror-server';

/** So many requests are answered while syncs go on; a long run is asked for from outside. */
const REQUESTS = Number(process.env.SANDGROUSE_SERVE_REQUESTS ?? 1500);
const READERS = 6;

const JSON_TYPE = 'application/vnd.pypi.simple.v1+json';
const wheel = (name: string, version: string, salt = ''): WheelSpec => ({
  name,
  version,
  salt,
  paddingBytes: 30_000,
});

/** What upstream has, by turns: versions come and go, a project too, and a file changes under its name. */
const STATES: readonly (readonly WheelSpec[])[] = [
  [wheel('sand', '1.0'), wheel('sand', '2.0'), wheel('wing', '1.0'), wheel('tail', '1.0', 'one')],
  [wheel('sand', '2.0'), wheel('sand', '3.0'), wheel('tail', '1.0', 'two')],
  [wheel('sand', '1.0'), wheel('wing', '1.0'), wheel('wing', '2.0'), wheel('tail', '1.0', 'one')],
];

interface ListedFile {
  readonly url: string;
  readonly size: number;
  readonly hashes: { readonly sha256: string };
  readonly 'core-metadata': false | { readonly sha256: string };
}

let upstream: LyingIndex;
let mirror: MirrorFixture;
let server: MirrorServer;
let requests = 0;
/** Who waits for the end of the sync that is under way. */
const synced: (() => void)[] = [];
const statesSeen = new Set<string>();
let answers: Map<string, number>;

beforeAll(async () => {
  upstream = await startLyingIndex({ wheels: STATES[0] ?? [] });
  mirror = await createMirrorFixture(upstream.url, 'sand\nwing\ntail\n');
  await mirror.planAndSync();
  server = await startMirrorServer({
    directories: [mirror.directory],
    port: null,
    onRequest: () => undefined,
  });
  answers = new Map();
});

afterAll(async () => {
  await server.close();
  await upstream.close();
  await mirror.remove();
});

async function get(url: URL): Promise<Response> {
  requests += 1;
  const response = await fetch(url, { headers: { accept: `${JSON_TYPE}, */*;q=0.1` }, redirect: 'error' });
  const kind = `${response.status} of ${url.pathname.split('/')[1] ?? ''}`;
  answers.set(kind, (answers.get(kind) ?? 0) + 1);
  return response;
}

/**
 * What is wrong with what a page lists: `null` where all of it can be had, or where the page does not list it any more.
 * A reader that holds an older page is told that the file is not there, and finds another page when it looks again.
 */
async function findFault(page: URL, url: URL, isRight: (body: Buffer) => boolean): Promise<string | null> {
  const response = await get(url);
  const body = Buffer.from(await response.arrayBuffer());
  if (response.status === 200)
    return isRight(body) ? null : `${url.pathname} has other bytes than it is listed with`;
  if (response.status !== 404) return `${url.pathname}: ${response.status}`;
  const again = await get(page);
  const text = await again.text();
  // A page names a project, and a file by its path from the top.
  const mark =
    page.pathname === '/simple/'
      ? `"${url.pathname.split('/').at(-2) ?? ''}"`
      : url.pathname.replace(/\.metadata$/, '');
  const isListed = text.includes(mark);
  if (again.status !== 200 || !isListed) return null;
  // It may have come back in between: what is listed has to be there now.
  const later = await get(url);
  const isThere = isRight(Buffer.from(await later.arrayBuffer()));
  return isThere || (await (await get(page)).text()) !== text
    ? null
    : `${url.pathname} is listed and not there`;
}

/** The first of the readers looks at a page, and comes for its files when a sync has gone by. */
async function readEverything(isSlow: boolean): Promise<readonly string[]> {
  const faults: (string | null)[] = [];
  const root = new URL(server.indexUrl);
  const list = (await (await get(root)).json()) as { projects: { name: string }[] };
  for (const { name } of list.projects) {
    const page = new URL(`${name}/`, root);
    let listed: readonly ListedFile[] = [];
    const read = (body: Buffer): boolean => {
      listed = (JSON.parse(body.toString()) as { files: ListedFile[] }).files;
      return true;
    };
    faults.push(await findFault(root, page, read));
    statesSeen.add(`${name} ${listed.map(({ hashes }) => hashes.sha256).join()}`);
    if (isSlow && requests < REQUESTS) await new Promise<void>((fulfil) => synced.push(fulfil));
    for (const file of listed) faults.push(...(await checkFile(page, file)));
  }
  return faults.filter((fault) => fault !== null);
}

async function checkFile(page: URL, file: ListedFile): Promise<readonly (string | null)[]> {
  const url = new URL(file.url, page);
  const isWhole = (body: Buffer): boolean => body.length === file.size && sha256(body) === file.hashes.sha256;
  const metadata = file['core-metadata'];
  return [
    await findFault(page, url, isWhole),
    metadata === false
      ? null
      : await findFault(page, new URL(`${url.href}.metadata`), (body) => sha256(body) === metadata.sha256),
  ];
}

describe('a mirror that is synced while it is served', () => {
  it('shows whole states only: what a page lists can be fetched, with its hash', async () => {
    const faults: string[] = [];
    let syncs = 0;
    const readers = Array.from({ length: READERS }, async (_, number) => {
      while (requests < REQUESTS) faults.push(...(await readEverything(number === 0)));
    });
    while (requests < REQUESTS) {
      syncs += 1;
      upstream.setWheels(STATES[syncs % STATES.length] ?? []);
      const outcome = await mirror.plan();
      if (outcome.kind === 'planned') await mirror.sync(outcome.plan, { acceptGuards: true });
      for (const goOn of synced.splice(0)) goOn();
    }
    for (const goOn of synced.splice(0)) goOn();
    await Promise.all(readers);
    expect(faults).toEqual([]);
    expect(statesSeen.size).toBeGreaterThan(4);
    expect(answers.get('404 of packages')).toBeGreaterThan(0);
    expect(answers.get('200 of packages')).toBeGreaterThan(REQUESTS / 4);
  }, 600_000);
});
