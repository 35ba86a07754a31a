import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Launch, systemdUnit } from './systemd';
import { windowsServiceScript } from './windows-service';

const LAUNCH: Launch = { words: [process.execPath, '/opt/sandgrouse/cli.js'], environment: {} };
const refused = expect.objectContaining({
  problem: expect.objectContaining({ code: 'serve-config-refused' }) as unknown,
}) as unknown;

describe('the unit for systemd', () => {
  it('starts the server on loopback, without rights', () => {
    const unit = systemdUnit({ directory: '/srv/mirror', port: 8080 }, LAUNCH);
    expect(unit).toContain('"/opt/sandgrouse/cli.js" "serve" "/srv/mirror" "--port" "8080"');
    for (const line of [
      'DynamicUser=yes',
      'ProtectSystem=strict',
      'ReadOnlyPaths="/srv/mirror"',
      'CapabilityBoundingSet=',
    ]) {
      expect(unit.split('\n')).toContain(line);
    }
    expect(unit).not.toContain('BindReadOnlyPaths="/srv');
  });

  it("brings in a mirror that lies in somebody's home", () => {
    const unit = systemdUnit({ directory: '/home/anna/mirror', port: 8080 }, LAUNCH);
    expect(unit).toContain('\nBindReadOnlyPaths="/home/anna/mirror"\n');
  });

  it('quotes what systemd would take for something else', () => {
    const unit = systemdUnit(
      { directory: '/srv/50% of $HOME "quoted" \\n', port: 8080 },
      { ...LAUNCH, environment: { ELECTRON_RUN_AS_NODE: '1' } },
    );
    expect(unit).toContain(String.raw`"serve" "/srv/50%% of $$HOME \"quoted\" \\n" "--port"`);
    expect(unit).toContain(String.raw`ReadOnlyPaths="/srv/50%% of $HOME \"quoted\" \\n"`);
    expect(unit).toContain('Environment="ELECTRON_RUN_AS_NODE=1"');
  });

  it.each(['/srv/two\n[Service]\nUser=root', '/srv/a:b', 'mirror'])('is refused for "%s"', (directory) => {
    expect(() => systemdUnit({ directory, port: 8080 }, LAUNCH)).toThrowError(refused);
  });

  const hasAnalyzer = spawnSync('systemd-analyze', ['--version']).status === 0;
  it.runIf(hasAnalyzer).each(['/srv', '/srv/50% of $HOME "quoted" \\n'])(
    'is understood by systemd for "%s"',
    (directory) => {
      const folder = mkdtempSync(join(tmpdir(), 'sandgrouse-unit-'));
      try {
        const path = join(folder, 'sandgrouse.service');
        writeFileSync(path, systemdUnit({ directory, port: 8080 }, LAUNCH));
        const { stderr, status } = spawnSync('systemd-analyze', ['verify', '--man=no', path], {
          encoding: 'utf8',
        });
        expect(stderr.split('\n').filter((line) => line.includes('sandgrouse.service'))).toEqual([]);
        expect(status).toBe(0);
        expect(readFileSync(path, 'utf8')).toContain('WantedBy');
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  );
});

describe('the script for Windows', () => {
  it('quotes twice: for PowerShell, and for the program', () => {
    const script = windowsServiceScript(
      { directory: "D:\\Anna's ‘mirror’\\", port: 8080 },
      { words: ['C:\\Program Files\\node.exe', 'C:\\Sandgrouse\\cli.js'], environment: {} },
    );
    expect(script).toContain("$folder = 'D:\\Anna''s ‘‘mirror’’\\'\n");
    expect(script).toContain(
      `-Argument '"C:\\Sandgrouse\\cli.js" "serve" "D:\\Anna''s ‘‘mirror’’\\\\" "--port" "8080"'`,
    );
    expect(script).toContain("-Execute 'C:\\Program Files\\node.exe'");
  });

  it('sets what the program wants in its environment', () => {
    const script = windowsServiceScript(
      { directory: 'D:\\mirror', port: 8080 },
      { words: ['C:\\sandgrouse.exe'], environment: { ELECTRON_RUN_AS_NODE: '1' } },
    );
    expect(script).toContain(
      `-Execute 'cmd.exe' -Argument '/d /s /c "set ELECTRON_RUN_AS_NODE=1&& "C:\\sandgrouse.exe" "serve" "D:\\mirror" "--port" "8080""'`,
    );
  });

  it.each(['D:\\a"b', 'D:\\two\nlines', 'mirror'])('is refused for "%s"', (directory) => {
    expect(() => windowsServiceScript({ directory, port: 8080 }, LAUNCH)).toThrowError(refused);
  });
});
