import { beforeEach, describe, expect, it } from 'vitest';
import type { ServeState } from '../../contract/mirror';
import { type Problem, ProblemError, problem } from '../../contract/problem';
import type { ServedRequest, ShareChoice } from '../../contract/sharing';
import { MirrorServers } from './mirror-servers';

let published: (readonly [string, ServeState])[];
let open: number;
let keptMirrors: Map<string, number>;
let timers: Set<() => void>;
let requested: (request: ServedRequest) => void;
let faulty: (fault: Problem | null) => void;
let taken: Set<number>;
let servers: MirrorServers;

beforeEach(() => {
  published = [];
  open = 0;
  keptMirrors = new Map();
  timers = new Set();
  taken = new Set();
  requested = () => undefined;
  faulty = () => undefined;
  servers = new MirrorServers({
    startServer: async ({ port, onRequest, onFault }) => {
      if (port !== null && taken.has(port)) throw new ProblemError(problem('port-taken', { port }));
      open += 1;
      requested = onRequest;
      faulty = onFault;
      return {
        port: port ?? 40_000,
        indexUrl: `http://127.0.0.1:${port ?? 40_000}/simple/`,
        sharedUrls: [],
        certificate: null,
        token: null,
        close: async () => {
          open -= 1;
        },
      };
    },
    kept: {
      has: (mirror) => keptMirrors.has(mirror),
      keep: async ({ mirror, port }) => {
        keptMirrors.set(mirror, port);
      },
      forget: async (mirror) => {
        keptMirrors.delete(mirror);
      },
    },
    startTimer: (run) => {
      timers.add(run);
      return () => timers.delete(run);
    },
    publish: (mirror, state) => published.push([mirror, state]),
  });
});

const start = (port: number | null, share: ShareChoice): Promise<ServeState> =>
  servers.start({ directory: '/m', exportKey: null, port, share });

const SERVING: ServeState = {
  status: 'serving',
  port: 40_000,
  indexUrl: 'http://127.0.0.1:40000/simple/',
  reach: 'computer',
  sharedUrls: [],
  certificate: null,
  token: null,
  isKept: false,
  fault: null,
  activity: { requests: 0, bytes: 0, recent: [], projects: [], clients: 0 },
};

const LOCAL: ShareChoice = {
  reach: 'computer',
  names: [],
  encryption: { kind: 'none' },
  access: { kind: 'none' },
};

const REQUEST: ServedRequest = {
  atMs: 1,
  client: '127.0.0.1',
  method: 'GET',
  target: '/simple/sand/',
  mirror: '/m',
  project: 'sand',
  isFile: false,
  status: 200,
  bytes: 10,
  durationMs: 1,
  userAgent: null,
};

describe('serving a mirror', () => {
  it('tells where, and that it has begun', async () => {
    expect(await start(null, LOCAL)).toEqual(SERVING);
    expect(published).toEqual([['/m', SERVING]]);
  });

  it('knows the password that was chosen, for a test by this computer alone', async () => {
    const access = { kind: 'password', user: null, secret: 'desert-water' } as const;
    const state = await start(null, { ...LOCAL, access });
    expect(JSON.stringify(state)).not.toContain('desert-water');
    expect(servers.readLogin('/m')).toEqual({ username: 'sandgrouse', password: 'desert-water' });
    await servers.stop('/m');
    expect(servers.readLogin('/m')).toBeNull();
  });

  it('starts one server, however often it is asked for', async () => {
    await Promise.all([start(null, LOCAL), start(null, LOCAL)]);
    await start(null, LOCAL);
    expect(open).toBe(1);
  });

  it('passes on that the port is taken, and can be tried again with another', async () => {
    taken.add(8080);
    await expect(start(8080, LOCAL)).rejects.toMatchObject({ problem: { code: 'port-taken' } });
    expect(servers.read('/m')).toEqual({ status: 'stopped' });
    expect(await start(8081, LOCAL)).toMatchObject({ port: 8081 });
  });

  it('counts requests, and tells of many at once', async () => {
    await start(null, LOCAL);
    requested(REQUEST);
    requested(REQUEST);
    for (const run of [...timers]) run();
    expect(published.slice(1)).toEqual([
      [
        '/m',
        {
          ...SERVING,
          activity: {
            requests: 2,
            bytes: 20,
            recent: [
              { ...REQUEST, number: 2 },
              { ...REQUEST, number: 1 },
            ],
            projects: [],
            clients: 1,
          },
        },
      ],
    ]);
  });
});

describe('a server that is kept', () => {
  const PASSWORD: ShareChoice = {
    ...LOCAL,
    access: { kind: 'password', user: null, secret: 'sand-and-water' },
  };

  it('comes back at the port that it has, until a person stops it', async () => {
    await start(null, LOCAL);
    expect(await servers.keep('/m', true)).toMatchObject({ isKept: true });
    expect([...keptMirrors]).toEqual([['/m', 40_000]]);
    await servers.close();
    expect(keptMirrors.size).toBe(1);
    await start(null, LOCAL);
    await servers.end('/m');
    expect(keptMirrors.size).toBe(0);
    expect(open).toBe(0);
  });

  it('has no password, which is not kept', async () => {
    expect(await start(null, PASSWORD)).toMatchObject({ isKept: null });
    await servers.keep('/m', true);
    expect(keptMirrors.size).toBe(0);
  });
});

describe('an export that is served from its drive', () => {
  const FROM_DRIVE = { directory: '/e', exportKey: 'ABCD', port: null, share: LOCAL };

  it('is told apart from mirrors, and does not come back at the next login', async () => {
    await start(null, LOCAL);
    expect(await servers.start(FROM_DRIVE)).toMatchObject({ isKept: null });
    expect(servers.exports()).toEqual(['/e']);
    await servers.keep('/e', true);
    expect(keptMirrors.size).toBe(0);
  });

  it('tells why something is not given out, as long as it is so', async () => {
    const fault = problem('disk-gone', { path: '/e' });
    await servers.start(FROM_DRIVE);
    faulty(fault);
    expect(published.at(-1)).toMatchObject(['/e', { fault }]);
    faulty(null);
    expect(servers.read('/e')).toMatchObject({ fault: null });
    faulty(fault);
    await servers.stop('/e');
    await servers.start(FROM_DRIVE);
    expect(servers.read('/e')).toMatchObject({ fault: null });
  });
});

describe('what is shared', () => {
  it('is told apart from those of this computer alone', async () => {
    await start(null, LOCAL);
    await servers.start({
      directory: '/n',
      exportKey: null,
      port: 8080,
      share: { ...LOCAL, reach: 'network' },
    });
    expect(servers.shared()).toEqual(['/n']);
  });
});

describe('stopping', () => {
  it('closes the server and says so', async () => {
    await start(null, LOCAL);
    expect(await servers.stop('/m')).toEqual({ status: 'stopped' });
    expect(open).toBe(0);
    expect(published.at(-1)).toEqual(['/m', { status: 'stopped' }]);
  });

  it('what is not served is no fault', async () => {
    expect(await servers.stop('/m')).toEqual({ status: 'stopped' });
  });

  it('waits for a server that is just starting', async () => {
    const starting = start(null, LOCAL);
    await servers.stop('/m');
    await starting;
    expect(open).toBe(0);
  });

  it('everything closes every server', async () => {
    await start(null, LOCAL);
    await servers.start({ directory: '/n', exportKey: null, port: 8080, share: LOCAL });
    await servers.close();
    expect(open).toBe(0);
  });
});
