import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FoundClient, findClients } from '../../../testing/clients/find-clients';
import { installWith } from '../../../testing/clients/install-with';
import { buildWheel, type WheelSpec } from '../../../testing/wheel-builder';
import { type ClientIndex, readClientIndex, servedClientIndex } from '../../contract/clients/client-index';
import { NOT_SHARED, type Sharing } from '../../contract/sharing';
import { SYSTEM_CLOCK } from '../files/clock';
import { startMirrorServer } from './mirror-server';
import { writeMirror } from './testing/write-mirror';
import {
  findFreePort,
  hasWebServer,
  startWebServer,
  takesConnections,
} from './web-servers/testing/start-web-server';

/** `npm run clients` sets it: every installer that is found, not one pip alone. */
const WITH_ALL = process.env.SANDGROUSE_CLIENTS === 'all';
const FOUND = process.platform === 'win32' ? [] : findClients();
const CLIENTS = WITH_ALL ? FOUND : FOUND.filter(({ kind }) => kind === 'pip').slice(0, 1);
const TIMEOUT_MS = 300_000;

const WANTED = {
  project: 'sand-grouse',
  extras: ['fly'],
  modules: ['sand_grouse', 'wing', 'feather', 'tail'],
};
const VERSIONS = ['1.1', '2.1', '0.1', '1.0'];

const PROJECTS: Readonly<Record<string, readonly Omit<WheelSpec, 'name'>[]>> = {
  'sand-grouse': [
    { version: '1.0' },
    {
      version: '1.1',
      requires: ['wing>=2', 'Feather', 'tail>=1; extra == "fly"', 'nowhere; python_version < "3"'],
      extras: ['fly'],
      requiresPython: '>=3.6',
    },
  ],
  wing: [{ version: '1.0' }, { version: '2.1' }, { version: '3.0', requiresPython: '>=99' }],
  feather: [{ version: '0.1' }, { version: '0.2rc1' }],
  tail: [{ version: '1.0', requires: ['feather'] }],
};

/** An address that is not loopback and yet stays within this computer, where `npm run clients` could make one. */
const LAN_ADDRESS = process.env.SANDGROUSE_CLIENTS_ADDRESS ?? '';
const TOKEN = 'Sa-9_fQ0x7-token';

/** A way to the mirror. */
interface Way {
  readonly index: ClientIndex;
  readonly close: () => Promise<void>;
}

const WAYS: Readonly<Record<string, (base: string) => Promise<Way>>> = {
  'the server': (base) => startServer(base, {}, { keepsPassword: false }),
  'the server with TLS and a token that the snippet holds': (base) =>
    startServer(base, GUARDED, { keepsPassword: true }),
  'the server with TLS and a token that the person keeps': (base) =>
    startServer(base, GUARDED, { keepsPassword: false }),
  ...(LAN_ADDRESS === ''
    ? {}
    : {
        'the server by plain http from another computer': (base: string) =>
          startServer(base, { reach: 'network' }, { keepsPassword: false }),
        'the server with TLS at an address without a name': (base: string) =>
          startServer(base, { ...GUARDED, reach: 'network', names: [LAN_ADDRESS] }, { keepsPassword: true }),
      }),
  'the folder': async (base) => ({
    index: indexAt(`${pathToFileURL(join(base, 'mirror', 'web', 'simple')).href}/`),
    close: async () => undefined,
  }),
  'python -m http.server': startPythonServer,
  ...(hasWebServer('nginx') ? { nginx: (base: string) => startConfigured('nginx', base) } : {}),
  ...(hasWebServer('caddy') ? { caddy: (base: string) => startConfigured('caddy', base) } : {}),
};

const GUARDED: Partial<Sharing> = { encryption: { kind: 'made' }, access: { user: null, secret: TOKEN } };

describe.runIf(CLIENTS.length > 0)('a real client', () => {
  let base: string;
  const ways = new Map<string, Way>();
  const roots = [...new Set(CLIENTS.flatMap(({ root }) => root ?? []))];

  beforeAll(async () => {
    if (WITH_ALL) console.log(tellFound());
    base = await mkdtemp(join(tmpdir(), 'sandgrouse clients-'));
    const directory = join(base, 'mirror');
    await mkdir(directory);
    await writeMirror(
      directory,
      Object.entries(PROJECTS).map(([name, releases]) => ({
        name,
        files: releases.map((release) => ({
          wheel: buildWheel({ name, ...release }),
          ...(release.requiresPython === undefined ? {} : { requiresPython: release.requiresPython }),
        })),
      })),
    );
    for (const [name, open] of Object.entries(WAYS)) ways.set(name, await open(base));
    // Other systems see no folder of this one: the mirror and the certificate are carried there, to the same place.
    for (const root of roots) await cp(base, join(root, base), { recursive: true });
  }, TIMEOUT_MS);

  afterAll(async () => {
    for (const way of ways.values()) await way.close();
    for (const root of ['/', ...roots]) await rm(join(root, base), { recursive: true, force: true });
  });

  it.each(listPairs())(
    '%s installs a project with an extra and what it requires from %s',
    async (_title, name, client) => {
      const root = client.root ?? '/';
      const outside = await mkdtemp(join(root, tmpdir(), 'sandgrouse-client-'));
      try {
        const source = { index: ways.get(name)?.index ?? indexAt(''), secret: TOKEN };
        const folder = `/${relative(root, outside)}`;
        expect(await installWith(client, source, WANTED, folder)).toEqual(VERSIONS);
      } finally {
        await rm(outside, { recursive: true, force: true, maxRetries: 3 });
      }
    },
    TIMEOUT_MS,
  );
});

function tellFound(): string {
  const missing = ['pip', 'uv', 'poetry', 'pdm', 'pipenv'].filter((kind) =>
    FOUND.every((each) => each.kind !== kind),
  );
  const found = `Found: ${FOUND.map(({ title }) => title).join(', ')}.`;
  return missing.length === 0 ? found : `${found} Not found, and not tried: ${missing.join(', ')}.`;
}

function listPairs(): readonly (readonly [string, string, FoundClient])[] {
  return CLIENTS.flatMap((client) =>
    Object.keys(WAYS)
      .filter((name) => !(name === 'the folder' && client.kind === 'poetry'))
      .map((name) => [client.title, name, client] as const),
  );
}

function indexAt(url: string): ClientIndex {
  const index = readClientIndex(url, { certificatePath: null, keepsPassword: false });
  if (index === null) throw new Error(`"${url}" is no index`);
  return index;
}

async function startServer(
  base: string,
  sharing: Partial<Sharing>,
  choice: { readonly keepsPassword: boolean },
): Promise<Way> {
  const server = await startMirrorServer({
    directories: [join(base, 'mirror')],
    port: null,
    network: {
      sharing: { ...NOT_SHARED, ...sharing },
      dataDirectory: join(base, 'data'),
      clock: SYSTEM_CLOCK,
      signal: new AbortController().signal,
    },
    onRequest: () => undefined,
  });
  const scheme = server.certificate === null ? 'http' : 'https';
  const indexUrl =
    sharing.reach === 'network' ? `${scheme}://${LAN_ADDRESS}:${server.port}/simple/` : server.indexUrl;
  const token = sharing.access?.secret ?? null;
  const index = servedClientIndex({ indexUrl, certificate: server.certificate, token }, choice);
  if (index === null) throw new Error(`"${indexUrl}" is no index`);
  return { index, close: server.close };
}

async function startConfigured(name: 'nginx' | 'caddy', base: string): Promise<Way> {
  const { port, close } = await startWebServer(name, join(base, 'mirror'));
  return { index: indexAt(`http://127.0.0.1:${port}/simple/`), close };
}

async function startPythonServer(base: string): Promise<Way> {
  const port = await findFreePort();
  const words = [
    '-m',
    'http.server',
    '--bind',
    '127.0.0.1',
    '--directory',
    join(base, 'mirror', 'web'),
    String(port),
  ];
  const child: ChildProcess = spawn('python3', words, { stdio: 'ignore' });
  const ended = once(child, 'exit');
  while (!(await takesConnections(port))) {
    if (child.exitCode !== null) throw new Error('python -m http.server ended');
  }
  return {
    index: indexAt(`http://127.0.0.1:${port}/simple/`),
    close: async () => {
      child.kill();
      await ended;
    },
  };
}
