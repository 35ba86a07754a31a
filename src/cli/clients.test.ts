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
