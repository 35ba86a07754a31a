import { parse } from 'smol-toml';
import { expect, it } from 'vitest';
import { evaluateMarker, parseMarker } from './marker';
import { parsePylock } from './pylock';
import { environmentMarker, formatPylock, type LockedPackage } from './pylock-writer';
import { environmentOf, type TargetFacts } from './target-environment';

const LINUX: TargetFacts = {
  implementation: 'cpython',
  pythonVersion: '3.12.12',
  platform: { system: 'linux', architecture: 'x86_64', libc: { kind: 'glibc', major: 2, minor: 28 } },
  markers: {},
};
const WINDOWS: TargetFacts = { ...LINUX, platform: { system: 'windows', architecture: 'amd64' } };

const SIX: LockedPackage = {
  name: 'six',
  version: '1.16.0',
  indexUrl: 'https://pypi.org/simple',
  file: {
    kind: 'wheel',
    filename: 'six-1.16.0-py2.py3-none-any.whl',
    place: { url: 'https://example.org/six-1.16.0-py2.py3-none-any.whl' },
    sizeBytes: 11053,
    uploadTime: '2021-05-05T16:18:22.123456+02:00',
    sha256: '8abb',
  },
};
const ACE: LockedPackage = {
  name: 'ace',
  version: '1.0+local',
  indexUrl: null,
  file: {
    kind: 'sdist',
    filename: 'ace-1.0+local.tar.gz',
    place: { path: 'web/packages/"a\\b"/ace-1.0+local.tar.gz' },
    sizeBytes: null,
    uploadTime: 'yesterday',
    sha256: 'c0de',
  },
};

it('writes a lock file for one target', () => {
  const text = formatPylock({
    createdBy: 'sandgrouse',
    environment: environmentOf(LINUX),
    packages: [SIX, ACE],
  });
  expect(text).toBe(
    [
      'lock-version = "1.0"',
      "environments = [\"python_version == '3.12' and implementation_name == 'cpython' and sys_platform == 'linux' and platform_machine == 'x86_64'\"]",
      'requires-python = "==3.12.*"',
      'created-by = "sandgrouse"',
      '',
      '[[packages]]',
      'name = "ace"',
      'version = "1.0+local"',
      'sdist = { name = "ace-1.0+local.tar.gz", path = "web/packages/\\"a\\\\b\\"/ace-1.0+local.tar.gz", hashes = { sha256 = "c0de" } }',
      '',
      '[[packages]]',
      'name = "six"',
      'version = "1.16.0"',
      'index = "https://pypi.org/simple"',
      'wheels = [{ name = "six-1.16.0-py2.py3-none-any.whl", upload-time = 2021-05-05T14:18:22Z, url = "https://example.org/six-1.16.0-py2.py3-none-any.whl", size = 11053, hashes = { sha256 = "8abb" } }]',
      '',
    ].join('\n'),
  );
});

it.each([[[SIX, ACE]], [[]]])('writes what it reads as the same again: %#', (packages) => {
  const text = formatPylock({ createdBy: 'sand"\x7f\n', environment: environmentOf(LINUX), packages });
  const result = parsePylock(parse(text));
  if (!result.ok) throw new Error(result.message);
  expect(result.warnings).toEqual([]);
  expect(result.lock.createdBy).toBe('sand"\x7f\n');
  expect(result.lock.packages.map(({ name }) => name)).toEqual(packages.map(({ name }) => name).sort());
  const wheel = result.lock.packages.at(-1)?.wheels[0];
  if (packages.length > 0) {
    expect(wheel).toMatchObject({ uploadTime: '2021-05-05T14:18:22.000Z', sizeBytes: 11053 });
    expect(wheel?.hashes.get('sha256')).toBe('8abb');
  }
});

it('names the environments that the lock is for', () => {
  const marker = parseMarker(environmentMarker(environmentOf(LINUX)));
  if (!marker.ok) throw new Error(marker.error.message);
  const holds = (target: TargetFacts) =>
    evaluateMarker(marker.marker, environmentOf(target), { kind: 'requirement' });
  expect(holds(LINUX)).toEqual({ ok: true, holds: true });
  expect(holds({ ...LINUX, pythonVersion: '3.12.1' })).toEqual({ ok: true, holds: true });
  expect(holds(WINDOWS)).toEqual({ ok: true, holds: false });
  expect(holds({ ...LINUX, pythonVersion: '3.13.1' })).toEqual({ ok: true, holds: false });
});
