import { execFileSync } from 'node:child_process';
import { mkdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHandOver } from '../handover/hand-over';
import { type ApplicationPlace, describeApplication } from './plan/survey-application';
import { type CarriedMirror, createCarriedMirror, readTree } from './testing/carried-mirror';
import { verifyBundle } from './verify-bundle';

const { signal } = new AbortController();

let carried: CarriedMirror;
let stick: string;
let place: ApplicationPlace;

/** The beginning of an executable: of Linux for a processor by its number in ELF, or of Windows by that in PE. */
function elf(machine: number): Buffer {
  const head = Buffer.alloc(2_000_000, 'program');
  head.write('\x7fELF', 0, 'latin1');
  head.writeUInt16LE(machine, 18);
  return head;
}

function pe(machine: number): Buffer {
  const head = Buffer.alloc(1024);
  head.write('MZ', 0, 'latin1');
  head.writeUInt32LE(0x80, 0x3c);
  head.write('PE\0\0', 0x80, 'latin1');
  head.writeUInt16LE(machine, 0x84);
  return head;
}

async function put(path: string, content: string | Uint8Array, mode = 0o644): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content, { mode });
}

beforeEach(async () => {
  carried = await createCarriedMirror();
  stick = join(carried.drive, 'stick');
  place = {
    runtimeFolder: join(carried.drive, 'runtime'),
    applicationFolder: join(carried.drive, 'checkout'),
  };
  const { runtimeFolder, applicationFolder } = place;
  await put(join(runtimeFolder, 'electron'), elf(0x3e), 0o755);
  await put(join(runtimeFolder, 'chrome-sandbox'), 'helper', 0o755);
  await put(join(runtimeFolder, 'LICENSE'), 'MIT');
  await put(join(runtimeFolder, 'locales', 'en-US.pak'), 'words');
  await put(join(runtimeFolder, 'resources', 'default_app.asar'), 'another application');
  await put(join(applicationFolder, 'package.json'), '{}');
  await put(join(applicationFolder, 'README.md'), 'for those who build it');
  await put(join(applicationFolder, 'out', '.stamp'), 'of a build');
  await put(join(applicationFolder, 'out', 'main', 'index.js'), '//');
});
afterEach(() => carried.remove());

const underTools = async (): Promise<readonly string[]> =>
  [...(await readTree(stick)).keys()].filter((path) => path.startsWith('tools/'));

describe('the application that goes along', () => {
  it('is the runtime under its own name with what is built, listed, verified and not imported', async () => {
    expect(await carried.export(stick, { application: place })).toMatchObject({ kind: 'exported' });
    expect(await underTools()).toEqual([
      'tools/sandgrouse-linux-x64/LICENSE',
      'tools/sandgrouse-linux-x64/chrome-sandbox',
      'tools/sandgrouse-linux-x64/locales/en-US.pak',
      'tools/sandgrouse-linux-x64/resources/app/out/main/index.js',
      'tools/sandgrouse-linux-x64/resources/app/package.json',
      'tools/sandgrouse-linux-x64/sandgrouse',
    ]);
    execFileSync('sha256sum', ['--check', '--strict', '--quiet', 'SHA256SUMS'], { cwd: stick });
    const report = await verifyBundle({ directory: stick, emit: () => undefined, now: Date.now, signal });
    expect(report.findings).toEqual([]);
    expect(await carried.import(stick)).toMatchObject({ kind: 'imported' });
    expect([...(await readTree(carried.far)).keys()].filter((path) => path.includes('tools'))).toEqual([]);
  });

  it('can be run from a drive that keeps such a right, small files and large ones', async () => {
    await carried.export(stick, { application: place });
    const rightsOf = async (name: string): Promise<number> =>
      (await stat(join(stick, 'tools', 'sandgrouse-linux-x64', name))).mode & 0o111;
    expect(await rightsOf('sandgrouse')).toBe(0o111);
    expect(await rightsOf('chrome-sandbox')).toBe(0o111);
    expect(await rightsOf('LICENSE')).toBe(0);
  });

  it('goes on from there when it was carried itself', async () => {
    await carried.export(stick, { application: place });
    const first = await underTools();
    const runtimeFolder = join(carried.drive, 'copied');
    execFileSync('cp', ['-r', join(stick, 'tools', 'sandgrouse-linux-x64'), runtimeFolder]);
    const applicationFolder = join(runtimeFolder, 'resources', 'app');
    stick = join(carried.drive, 'second');
    await carried.export(stick, { application: { runtimeFolder, applicationFolder } });
    expect(await underTools()).toEqual(first);
  });

  it('is told on the page to start with', async () => {
    const extras = createHandOver({
      serverScript: '',
      syncedAtMs: null,
      program: 'test 1.0',
      fingerprint: carried.key.fingerprint,
      approval: null,
    });
    await carried.export(stick, { application: place, extras });
    const page = await readFile(join(stick, 'START-HERE.html'), 'utf8');
    expect(page).toContain('cp -r tools/sandgrouse-linux-x64 ~/sandgrouse');
    expect(page).toContain('sudo chown root:root chrome-sandbox &amp;&amp; sudo chmod 4755 chrome-sandbox');
    expect(page).toContain('许多驱动器不允许直接运行程序');
    expect(page).not.toContain('locales/en-US.pak');
  });

  it('is for the computers that its executable is for', async () => {
    const { runtimeFolder } = place;
    expect(await describeApplication(place)).toMatchObject({ platform: 'linux', architecture: 'x64' });
    await put(join(runtimeFolder, 'electron'), elf(0xb7));
    expect(await describeApplication(place)).toMatchObject({ platform: 'linux', architecture: 'arm64' });
    const windows = { ...place, runtimeFolder: join(carried.drive, 'windows') };
    await put(join(windows.runtimeFolder, 'electron.exe'), pe(0x8664));
    expect(await describeApplication(windows)).toMatchObject({ platform: 'win32', architecture: 'x64' });
    await carried.export(stick, { application: windows });
    expect(await underTools()).toContain('tools/sandgrouse-win32-x64/sandgrouse.exe');
  });

  it('is refused by name where it is not there, not built, for nothing known, has links, or a twin', async () => {
    const { runtimeFolder, applicationFolder } = place;
    const none = join(carried.drive, 'none');
    const odd = join(carried.drive, 'odd');
    await put(join(odd, 'electron'), 'a script');
    const linked = join(carried.drive, 'linked');
    await put(join(linked, 'electron'), elf(0x3e));
    await symlink('electron', join(linked, 'link'));
    const twin = join(carried.drive, 'Sandgrouse-Linux-x64');
    await writeFile(twin, 'x');
    for (const [application, tools, path] of [
      [{ ...place, runtimeFolder: none }, [], none],
      [{ ...place, applicationFolder: none }, [], join(none, 'out')],
      [{ ...place, runtimeFolder: odd }, [], odd],
      [{ ...place, runtimeFolder: linked }, [], join(linked, 'link')],
      [{ runtimeFolder, applicationFolder }, [twin], 'tools/sandgrouse-linux-x64'],
    ] as const) {
      expect(await carried.export(stick, { application, tools })).toMatchObject({
        kind: 'failed',
        problem: { code: 'export-application-unusable', parameters: { path } },
      });
    }
  });
});
