import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FoundClient, findClients } from '../../../testing/clients/find-clients';
import { installWith } from '../../../testing/clients/install-with';
import { buildWheel, type WheelSpec } from '../../../testing/wheel-builder';
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

/** A way to the mirror. */
interface Way {
  readonly indexUrl: string;
  readonly close: () => Promise<void>;
}

const WAYS: Readonly<Record<string, (directory: string) => Promise<Way>>> = {
  'the server': async (directory) => {
    const { indexUrl, close } = await startMirrorServer({
      directories: [directory],
      port: null,
      onRequest: () => undefined,
    });
    return { indexUrl, close };
  },
  'the folder': async (directory) => ({
    indexUrl: `${pathToFileURL(join(directory, 'web', 'simple')).href}/`,
    close: async () => undefined,
  }),
  'python -m http.server': startPythonServer,
  ...(hasWebServer('nginx') ? { nginx: (directory: string) => startConfigured('nginx', directory) } : {}),
  ...(hasWebServer('caddy') ? { caddy: (directory: string) => startConfigured('caddy', directory) } : {}),
};

describe.runIf(CLIENTS.length > 0)('a real client', () => {
  let directory: string;
  const ways = new Map<string, Way>();

  beforeAll(async () => {
    if (WITH_ALL) console.log(tellFound());
    directory = await mkdtemp(join(tmpdir(), 'sandgrouse clients-'));
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
    for (const [name, open] of Object.entries(WAYS)) ways.set(name, await open(directory));
  }, TIMEOUT_MS);

  afterAll(async () => {
    for (const way of ways.values()) await way.close();
    await rm(directory, { recursive: true, force: true });
  });

  it.each(listPairs())(
    '%s installs a project with an extra and what it requires from %s',
    async (_title, name, client) => {
      const folder = await mkdtemp(join(tmpdir(), 'sandgrouse-client-'));
      try {
        const installed = await installWith(client, ways.get(name)?.indexUrl ?? '', WANTED, folder);
        expect(installed).toEqual(VERSIONS);
      } finally {
        await rm(folder, { recursive: true, force: true, maxRetries: 3 });
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

async function startConfigured(name: 'nginx' | 'caddy', directory: string): Promise<Way> {
  const { port, close } = await startWebServer(name, directory);
  return { indexUrl: `http://127.0.0.1:${port}/simple/`, close };
}

async function startPythonServer(directory: string): Promise<Way> {
  const port = await findFreePort();
  const words = [
    '-m',
    'http.server',
    '--bind',
    '127.0.0.1',
    '--directory',
    join(directory, 'web'),
    String(port),
  ];
  const child: ChildProcess = spawn('python3', words, { stdio: 'ignore' });
  const ended = once(child, 'exit');
  while (!(await takesConnections(port))) {
    if (child.exitCode !== null) throw new Error('python -m http.server ended');
  }
  return {
    indexUrl: `http://127.0.0.1:${port}/simple/`,
    close: async () => {
      child.kill();
      await ended;
    },
  };
}
