import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createLoginItem, desktopEntry } from './login-item';

describe('starting at login', () => {
  it('is a file of the desktop on Linux, and gone again', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sandgrouse-login-'));
    const openAtLogin = createLoginItem({
      platform: 'linux',
      command: ['/opt/Sand grouse/sandgrouse'],
      configurationFolder: folder,
      setLoginItem: () => {
        throw new Error('not on Linux');
      },
    });
    const path = join(folder, 'autostart', 'sandgrouse.desktop');
    await openAtLogin(true);
    expect(await readFile(path, 'utf8')).toContain('Exec="/opt/Sand grouse/sandgrouse" "--in-background"\n');
    await openAtLogin(false);
    await openAtLogin(false);
    await expect(stat(path)).rejects.toThrow();
    await rm(folder, { recursive: true });
  });

  it('quotes what a desktop would take for something else', () => {
    expect(desktopEntry(['/a"b$c`d', '50%'])).toContain('Exec="/a\\\\"b\\\\$c\\\\`d" "50%%"\n');
  });

  it.each(['darwin', 'win32'] as const)('is what the system has for it on %s', async (platform) => {
    const told: unknown[] = [];
    const openAtLogin = createLoginItem({
      platform,
      command: ['app', 'folder'],
      configurationFolder: '/nowhere',
      setLoginItem: (...given) => told.push(given),
    });
    await openAtLogin(true);
    await openAtLogin(false);
    expect(told).toEqual([
      [true, ['folder', '--in-background']],
      [false, ['folder', '--in-background']],
    ]);
  });
});
