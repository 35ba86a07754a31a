import { spawn, spawnSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { devNull } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLyingIndex } from '../../testing/lying-index/lying-index';
import { connectTwoComputers, type TwoComputers, whyNoComputers } from '../../testing/two-computers';
import {
  BUILD_TIMEOUT_MS,
  type BuiltCommandLine,
  buildCommandLine,
  jsonLines,
  type RunningCommand,
} from './testing/command-line-process';

let commands: BuiltCommandLine;

beforeAll(async () => {
  commands = await buildCommandLine();
  const index = await startLyingIndex({ wheels: [{ name: 'sand', version: '1.5' }] });
  await commands.run('init', 'mirror', '--upstream', index.url, '--require', 'sand');
  await commands.run('sync', 'mirror');
  await index.close();
  process.env.XDG_CONFIG_HOME = join(commands.folder, 'configuration');
}, BUILD_TIMEOUT_MS);

afterAll(async () => {
  delete process.env.XDG_CONFIG_HOME;
  await commands.remove();
});

async function stop(running: RunningCommand): Promise<void> {
  running.process.kill('SIGINT');
  await running.ended;
}

describe.skipIf(whyNoComputers !== null)('a mirror, seen from another computer', () => {
  let computers: TwoComputers;
  beforeAll(() => {
    computers = connectTwoComputers();
  });
  afterAll(() => computers.remove());

  /** Real pip on the far computer, with this index alone. */
  function download(
    indexUrl: string,
    ...options: readonly string[]
  ): Promise<{ code: number | null; said: string }> {
    const pip = [
      'python3',
      '-m',
      'pip',
      '--isolated',
      'download',
      '--no-cache-dir',
      '--retries',
      '0',
      '--no-deps',
    ];
    const words = [
      ...computers.far,
      ...pip,
      '--timeout',
      '3',
      '--dest',
      join(commands.folder, 'got'),
      '--index-url',
    ];
    const [program = '', ...rest] = [...words, indexUrl, ...options, 'sand'];
    // Where these are set, pip believes them more than its own option.
    const variables = {
      ...process.env,
      REQUESTS_CA_BUNDLE: '',
      CURL_CA_BUNDLE: '',
      PIP_CONFIG_FILE: devNull,
    };
    const child = spawn(program, rest, { env: variables, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (data: Buffer) => {
        said += data.toString();
      });
    }
    return new Promise((fulfil) => {
      child.on('close', (code) => fulfil({ code, said }));
    });
  }

  it('is not reached as long as nobody says so', async () => {
    const running = commands.startBy(computers.near, 'serve', 'mirror');
    const port = await running.printed(/127\.0\.0\.1:(\d+)/);
    const script = `import socket; socket.create_connection(("${computers.nearAddress}", ${port}), 3)`;
    const [program = '', ...words] = [...computers.far, 'python3', '-c', script];
    expect(spawnSync(program, words).stderr.toString()).toContain('ConnectionRefusedError');
    await stop(running);
  });

  it('is reached where it is shared, by the address and the words that are shown', async () => {
    const running = commands.startBy(
      computers.near,
      'serve',
      'mirror',
      '--share',
      '--access-log',
      'access.log',
    );
    const url = await running.printed(/from other computers: (\S+)/);
    await running.printed(/--trusted-host 10\.77\.0\.1 NAME/);
    await running.printed(/ufw allow \d+\/tcp/);
    expect(url).toContain(computers.nearAddress);
    expect(await download(url, '--trusted-host', computers.nearAddress)).toMatchObject({ code: 0 });
    await stop(running);
    const log = await readFile(join(commands.folder, 'access.log'), 'utf8');
    expect(log).toMatch(/^10\.77\.0\.2 - - \[.*\] "GET \/simple\/sand\/ HTTP\/1\.1" 200 \d+ "-" "pip\//m);
    expect(log).toMatch(/"GET \/packages\/\S+sand-1\.5-py3-none-any\.whl HTTP\/1\.1" 200 /);
  });

  it('is reached over https, with a token, and without either not', async () => {
    const words = ['serve', 'mirror', '--share', '--tls', '--token', '--json'];
    const running = commands.startBy(computers.near, ...words);
    const [line] = jsonLines(`${await running.printed(/^\{"type":"serving".*\}$/m)}\n`);
    const { token, mirrors, certificate } = line as {
      token: string;
      mirrors: [{ sharedUrls: [string] }];
      certificate: { authorityPath: string };
    };
    const [url] = mirrors[0].sharedUrls;
    const withToken = url.replace('https://', `https://user:${token}@`);
    expect(url).toMatch(/^https:\/\/10\.77\.0\.1:/);
    expect(await download(withToken, '--cert', certificate.authorityPath)).toMatchObject({
      code: 0,
      said: expect.stringContaining('Successfully downloaded') as string,
    });
    expect((await download(withToken)).said).toMatch(/certificate/i);
    expect((await download(url, '--cert', certificate.authorityPath)).code).not.toBe(0);
    await stop(running);
  }, 30_000);
});

describe('serve', () => {
  it('takes the password of a file, and refuses one that is none', async () => {
    await writeFile(join(commands.folder, 'password'), 'sand-and-water\n');
    const running = commands.start('serve', 'mirror', '--password-file', 'password', '--user', 'ada');
    const url = await running.printed(/--index-url (\S+) NAME/);
    expect((await fetch(url)).status).toBe(401);
    const authorization = `Basic ${Buffer.from('ada:sand-and-water').toString('base64')}`;
    expect((await fetch(url, { headers: { authorization } })).status).toBe(200);
    await stop(running);
    await writeFile(join(commands.folder, 'password'), 'two words\n');
    expect(await commands.run('serve', 'mirror', '--password-file', 'password')).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('The password in "password" cannot be used') as string,
    });
  });

  it.each([
    [['--name', 'pypi.lab'], '--name needs --share'],
    [['--certificate', 'x.pem'], '--certificate and --key belong together'],
    [['--tls', '--certificate', 'x.pem', '--key', 'x.key'], 'leave it out'],
    [['--user', 'ada'], '--user needs --password-file'],
    [['--share', '--name', 'http://x'], 'without a port'],
    [['--certificate', 'x.pem', '--key', 'x.key'], '"x.pem" cannot be used to serve over https'],
  ])('%s is refused with the reason', async (words, message) => {
    const { exitCode, stderr } = await commands.run('serve', 'mirror', ...words);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(message);
  });
});
