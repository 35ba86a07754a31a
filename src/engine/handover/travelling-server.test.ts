import { execFile, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildWheel } from '../../../testing/wheel-builder';
import { request, sendRaw } from '../serve/testing/raw-request';
import {
  askCase,
  type Case,
  FILE,
  FILES,
  HTML_TYPE,
  learnWords,
  OTHERS,
  PAGES,
  PIP,
  titleOf,
  VARY,
  WHEEL_BYTES,
  writeTableMirror,
} from '../serve/testing/request-cases';
import { writeMirror } from '../serve/testing/write-mirror';
import {
  PYTHONS,
  SERVER_SCRIPT,
  startTravellingServer,
  type TravellingServer,
} from './testing/travelling-server';

const run = promisify(execFile);

/** It does not compress, has no pages for people but one, and no older JSON API. */
const isClaimed = ([, target, headers, , expected]: Case): boolean =>
  !/^\/(?:pypi|project)\//.test(target) &&
  (expected['content-encoding'] ?? null) === null &&
  !Object.values({ ...headers, ...expected }).includes('GZIP_TAG');

const CASES = [...PAGES, ...FILES, ...OTHERS].filter(isClaimed).map((one): Case => {
  const [method, target, headers, status, expected] = one;
  return expected.vary === VARY ? [method, target, headers, status, { ...expected, vary: 'Accept' }] : one;
});

describe.each(PYTHONS)('the server that travels, on %s', (python) => {
  let directory: string;
  let server: TravellingServer;
  let known: Readonly<Record<string, string>>;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'sandgrouse-travelling-'));
    await writeTableMirror(directory);
    const web = join(directory, 'web');
    await writeFile(join(directory, 'secret.txt'), 'secret');
    await mkdir(join(web, 'packages', 'links'));
    await symlink(join(directory, 'secret.txt'), join(web, 'packages', 'links', 'out.whl'));
    await symlink(join(web, FILE), join(web, 'packages', 'links', 'in.whl'));
    server = await startTravellingServer(python, ['--directory', web, '--port', '0']);
    known = await learnWords(server.port, web);
  });

  afterAll(async () => {
    expect(await server.close()).toBe(0);
    await rm(directory, { recursive: true, force: true });
  });

  it.each(CASES.map((one) => [titleOf(one), one[3], one] as const))(
    'answers %s with %i',
    async (...[, , one]) => {
      await askCase(server.port, one, known);
    },
  );

  it('gives exactly the bytes that are asked for', async () => {
    const whole = await request(server.port, 'GET', FILE);
    const some = await request(server.port, 'GET', FILE, { Range: 'bytes=100-199' });
    expect(whole.body.equals(WHEEL_BYTES)).toBe(true);
    expect(some.body.equals(WHEEL_BYTES.subarray(100, 200))).toBe(true);
  });

  it.each([
    '/packages/../../secret.txt',
    '/packages/%2e%2e/%2e%2e/secret.txt',
    '/packages/..%2f..%2fsecret.txt',
    '/packages/..%5c..%5csecret.txt',
    '/packages/links/out.whl',
    '/packages/links/%00.whl',
    '/packages/%ff',
    '/packages/%zz',
    `/packages/${'a'.repeat(300)}`,
    '/simple/../secret.txt',
    '//etc/passwd',
    'http://localhost//simple/six/',
  ])('finds nothing at %s', async (target) => {
    expect((await request(server.port, 'GET', target)).status).toBe(404);
  });

  it('follows a link that stays inside', async () => {
    const { body } = await request(server.port, 'GET', '/packages/links/in.whl');
    expect(body.equals(WHEEL_BYTES)).toBe(true);
  });

  it('does not answer under a name that leads here from elsewhere', async () => {
    const asked = (host: string) => request(server.port, 'GET', '/simple/six/', { Host: host });
    expect((await asked('rebound.example')).status).toBe(403);
    const absolute = 'http://rebound.example/simple/six/';
    expect((await request(server.port, 'GET', absolute)).status).toBe(403);
    expect((await asked('localhost\r\nHost: rebound.example')).status).toBe(400);
    expect((await asked('localhost.:80')).status).toBe(200);
    expect((await asked('127.0.0.1:1')).status).toBe(200);
  });

  it('goes on after requests that are none', async () => {
    for (const bytes of [
      '\r\n\r\n',
      'GET\r\n\r\n',
      'GET / HTTP/9.9\r\n\r\n',
      `GET /${'x'.repeat(70_000)} HTTP/1.1\r\n\r\n`,
    ]) {
      await sendRaw(server.port, bytes);
    }
    const digits = { Range: `bytes=${'9'.repeat(6000)}-` };
    expect((await request(server.port, 'GET', FILE, digits)).status).toBe(416);
    expect((await request(server.port, 'GET', '/simple/six/', PIP)).status).toBe(200);
    expect(server.said()).not.toContain('Traceback');
  });

  it('serves others while hundreds send their requests byte by byte', async () => {
    const sockets = Array.from({ length: 300 }, () => connect(server.port, '127.0.0.1'));
    for (const socket of sockets) {
      socket.on('error', () => undefined);
      socket.write('GET /simple/ HTTP/1.1\r\nHo');
    }
    await Promise.all(sockets.map((socket) => new Promise((fulfil) => socket.once('connect', fulfil))));
    for (let count = 0; count < 3; count += 1) {
      expect((await request(server.port, 'GET', '/simple/six/', PIP)).status).toBe(200);
    }
    for (const socket of sockets) socket.destroy();
  });

  it('is out of order while its drive is away, and goes on when it is back', async () => {
    const targets = ['/simple/', '/simple/six/', '/simple/other/', FILE];
    const ask = async () =>
      (await Promise.all(targets.map((target) => request(server.port, 'GET', target, PIP)))).map(
        ({ status }) => status,
      );
    await rename(join(directory, 'web'), join(directory, 'away'));
    expect(await ask()).toEqual([500, 500, 500, 500]);
    await rename(join(directory, 'away'), join(directory, 'web'));
    expect(await ask()).toEqual([200, 200, 404, 200]);
  });

  it('keeps control characters out of what it says', async () => {
    await sendRaw(server.port, 'GET /\u001b[31mred HTTP/1.0\r\n\r\n');
    expect(server.said()).toContain('\\x1b[31mred');
  });
});

describe.runIf(PYTHONS.includes('python3'))('the script of the server', () => {
  it('keeps to the syntax of Python 3.6', async () => {
    const parse =
      'import ast, sys; sys.version_info < (3, 8) or ast.parse(open(sys.argv[1]).read(), feature_version=(3, 6))';
    await run('python3', ['-c', parse, SERVER_SCRIPT]);
    const compile = 'import sys; compile(open(sys.argv[1]).read(), "serve.py", "exec", dont_inherit=True)';
    await run('python3', ['-W', 'error', '-c', compile, SERVER_SCRIPT]);
  });

  it('reads a range that is full of spaces as fast as any', () => {
    const program =
      'import sys; sys.path.insert(0, sys.argv[1]); from serve import read_byte_range as read\n' +
      'print(read("bytes=" + " " * 300000 + "x", 10), read("bytes=1" + " " * 300000 + "-", 10))';
    const words = ['-B', '-c', program, dirname(SERVER_SCRIPT)];
    const { stdout } = spawnSync('python3', words, { encoding: 'utf8', timeout: 10_000 });
    expect(stdout).toBe('None (1, 9)\n');
  });

  it('says what to do where there is nothing to serve, or the port is taken', async () => {
    const empty = await mkdtemp(join(tmpdir(), 'sandgrouse-empty-'));
    await expect(startTravellingServer('python3', ['--directory', empty])).rejects.toThrow(
      /Choose the folder of the export with --directory/,
    );
    await writeTableMirror(empty);
    const server = await startTravellingServer('python3', ['--directory', empty, '--port', '0']);
    const again = startTravellingServer('python3', ['--directory', empty, '--port', String(server.port)]);
    await expect(again).rejects.toThrow(/Choose another with --port/);
    await server.close();
    await rm(empty, { recursive: true });
  });

  it('shows people how to install', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'sandgrouse-home-'));
    await writeTableMirror(directory);
    const server = await startTravellingServer('python3', ['--directory', directory, '--port', '0']);
    const { headers, body } = await request(server.port, 'GET', '/');
    expect(headers.get('content-type')).toBe(HTML_TYPE);
    expect(body.toString()).toContain(
      `--isolated --index-url http://127.0.0.1:${server.port}/simple/ PACKAGE`,
    );
    await server.close();
    await rm(directory, { recursive: true });
  });
});

/** No index but ours, and nothing that this machine's settings say. */
const CLEAN_ENVIRONMENT = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(?:PIP|PYTHON|UV)_/.test(name))),
  PIP_CONFIG_FILE: process.platform === 'win32' ? 'nul' : '/dev/null',
  PIP_DISABLE_PIP_VERSION_CHECK: '1',
  PIP_NO_CACHE_DIR: '1',
};
const hasPip = spawnSync('python3', ['-m', 'pip', '--version']).status === 0;

it.runIf(hasPip)('a real pip installs through it, with what is required', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'sandgrouse-through-'));
  const grouse = buildWheel({ name: 'sand-grouse', version: '1.0+local.1', requires: ['wing>=2'] });
  await writeMirror(directory, [
    { name: 'sand-grouse', files: [{ wheel: grouse }] },
    { name: 'wing', files: [{ wheel: buildWheel({ name: 'wing', version: '2.1' }), withMetadata: false }] },
  ]);
  const server = await startTravellingServer('python3', ['--directory', directory, '--port', '0']);
  const index = `http://127.0.0.1:${server.port}/simple/`;
  const into = join(directory, 'into');
  const words = ['install', '--isolated', '--index-url', index, '--target', into, 'Sand.Grouse'];
  await run('python3', ['-m', 'pip', ...words], { env: CLEAN_ENVIRONMENT });
  const { stdout } = await run('python3', ['-c', 'import wing; print(wing.__version__)'], {
    env: { ...CLEAN_ENVIRONMENT, PYTHONPATH: into },
  });
  expect(stdout.trim()).toBe('2.1');
  expect(server.said()).toMatch(/GET \/simple\/sand-grouse\/ HTTP\/1\.1.* 200/);
  await server.close();
  await rm(directory, { recursive: true });
});
