import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  BUILD_TIMEOUT_MS,
  type BuiltCommandLine,
  buildCommandLine,
  jsonLines,
} from './testing/command-line-process';

let commands: BuiltCommandLine;

beforeAll(async () => {
  commands = await buildCommandLine();
  await commands.run('init', 'mirror', '--upstream', 'https://index.example/simple/', '--require', 'six');
}, BUILD_TIMEOUT_MS);
afterAll(() => commands.remove());

describe('clients', () => {
  const LAN = 'http://10.0.0.7:8080/simple/';
  const at = (name: string): string => join(commands.folder, name);

  it('shows what each is told, or one of them', async () => {
    const { stdout, exitCode } = await commands.run('clients', LAN);
    expect(exitCode).toBe(0);
    for (const client of ['pip', 'uv', 'poetry', 'pdm', 'pipenv', 'conda'])
      expect(stdout).toContain(`\n${client}: `);
    const [line] = jsonLines((await commands.run('clients', 'mirror', '--client', 'pip', '--json')).stdout);
    expect(line).toMatchObject({
      type: 'clients',
      indexUrl: expect.stringMatching(/^file:.*\/mirror\/web\/simple\/$/) as unknown,
    });
  });

  it('writes into a file, tells what changed, and takes it back', async () => {
    await writeFile(at('pip.conf'), '[global]\ntimeout = 7\nextra-index-url = https://a.example\n');
    const words = ['clients', LAN, '--client', 'pip', '--write', 'pip.conf'];
    const dry = await commands.run(...words, '--dry-run');
    expect(dry.stdout).toContain('would become:\n  + index-url = http://10.0.0.7:8080/simple/');
    expect(await readFile(at('pip.conf'), 'utf8')).not.toContain('10.0.0.7');
    const { stdout } = await commands.run(...words);
    expect(stdout).toContain('- extra-index-url = https://a.example');
    expect(stdout).toContain('pip.conf.sandgrouse-backup"');
    expect(await readFile(at('pip.conf'), 'utf8')).toContain('trusted-host = 10.0.0.7:8080\ntimeout = 7\n');
    expect((await commands.run(...words)).stdout).toContain('names this index already');
    expect((await commands.run('clients', LAN, '--undo', 'pip.conf')).exitCode).toBe(0);
    expect(await readFile(at('pip.conf'), 'utf8')).not.toContain('10.0.0.7');
  });

  it('takes a file away again that it has made', async () => {
    const words = ['clients', LAN, '--client', 'pip'];
    expect((await commands.run(...words, '--write', 'new.conf')).stdout).toContain(
      '--undo takes it away again',
    );
    expect((await commands.run(...words, '--undo', 'new.conf')).exitCode).toBe(0);
    await expect(readFile(at('new.conf'))).rejects.toThrow();
  });

  it('refuses a broken file by its name, an address that is none, and what was left unsaid', async () => {
    await writeFile(at('pyproject.toml'), '[project\n');
    const broken = await commands.run('clients', LAN, '--client', 'pdm', '--write');
    expect(broken.exitCode).toBe(2);
    expect(broken.stderr).toContain('pyproject.toml" was left as it is: it is no TOML');
    expect((await commands.run('clients', 'ftp://a.example/')).exitCode).toBe(2);
    expect((await commands.run('clients', LAN, '--write')).exitCode).toBe(2);
    expect((await commands.run('clients', LAN, '--client', 'conda', '--write')).exitCode).toBe(2);
    expect((await commands.run('clients', LAN, '--write', '--test')).exitCode).toBe(2);
  });

  it('keeps a password out, unless it is asked for', async () => {
    const address = 'https://anna:s3cret@mirror.example/simple/';
    expect((await commands.run('clients', address)).stdout).not.toContain('s3cret');
    expect((await commands.run('clients', address, '--with-password')).stdout).toContain('s3cret');
  });

  it('says what pip makes of an address where nobody is', async () => {
    const { exitCode, stdout } = await commands.run('clients', 'http://127.0.0.1:9/simple/', '--test', 'six');
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/could not resolve "six" from here|no Python with pip/);
  }, 60_000);
});

describe('serve-config', () => {
  it.each([
    ['nginx', 'listen 127.0.0.1:8080;'],
    ['caddy', 'http://:8080 {'],
    ['systemd', 'cli.js" "serve" "'],
    ['windows-service', 'Register-ScheduledTask'],
  ])('prints what %s needs, with the whole path of the mirror', async (program, text) => {
    const { exitCode, stdout, stderr } = await commands.run('serve-config', 'mirror', '--for', program);
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(stdout).toContain(text);
    expect(stdout).toMatch(/["'/]\S*\/work\/mirror(?:\/web)?["']/);
  });

  it('takes a port, and says it all in JSON', async () => {
    const words = ['serve-config', 'mirror', '--for', 'nginx', '--port', '81', '--json'];
    const [line] = jsonLines((await commands.run(...words)).stdout);
    expect(line).toMatchObject({ type: 'serve-config', for: 'nginx', exitCode: 0 });
    expect(line?.text).toContain('listen 127.0.0.1:81;');
  });

  it('refuses other programs, and what is no mirror', async () => {
    expect((await commands.run('serve-config', 'mirror', '--for', 'apache')).exitCode).toBe(2);
    expect((await commands.run('serve-config', 'mirror')).exitCode).toBe(2);
    expect((await commands.run('serve-config', 'elsewhere', '--for', 'nginx')).exitCode).toBe(2);
  });
});
