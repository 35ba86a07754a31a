import { expect, it } from 'vitest';
import type { TargetPlatform } from './platform-tags';
import { supportedTags } from './supported-tags';
import { formatTag } from './tag';
import { environmentOf, pythonOf, type TargetWheelFacts, tagsOfTarget } from './target-environment';

const LINUX: TargetPlatform = {
  system: 'linux',
  architecture: 'aarch64',
  libc: { kind: 'musl', major: 1, minor: 2 },
};

function target(differences: Partial<TargetWheelFacts> = {}): TargetWheelFacts {
  return {
    implementation: 'cpython',
    pythonVersion: '3.12.12',
    freeThreaded: false,
    pypyAbi: null,
    platform: LINUX,
    markers: {},
    tags: null,
    ...differences,
  };
}

it('gives every variable of PEP 508, and nothing for what no target settles', () => {
  expect(environmentOf(target())).toEqual({
    implementation_name: 'cpython',
    implementation_version: '3.12.12',
    os_name: 'posix',
    platform_machine: 'aarch64',
    platform_python_implementation: 'CPython',
    platform_release: '',
    platform_system: 'Linux',
    platform_version: '',
    python_full_version: '3.12.12',
    python_version: '3.12',
    sys_platform: 'linux',
  });
});

it.each([
  [{ system: 'windows', architecture: 'amd64' }, ['nt', 'win32', 'Windows', 'AMD64']],
  [{ system: 'windows', architecture: 'arm64' }, ['nt', 'win32', 'Windows', 'ARM64']],
  [{ system: 'windows', architecture: 'x86' }, ['nt', 'win32', 'Windows', 'x86']],
  [{ system: 'macos', architecture: 'arm64', major: 14, minor: 0 }, ['posix', 'darwin', 'Darwin', 'arm64']],
] satisfies [TargetPlatform, string[]][])(
  'names the system of %j as Python does there',
  (platform, names) => {
    const environment = environmentOf(target({ platform }));
    expect([
      environment.os_name,
      environment.sys_platform,
      environment.platform_system,
      environment.platform_machine,
    ]).toEqual(names);
  },
);

it('knows the version of PyPy from the version of Python', () => {
  const pypy = target({ implementation: 'pypy', pythonVersion: '3.10.14', pypyAbi: 'pypy310_pp73' });
  expect(environmentOf(pypy)).toMatchObject({
    implementation_name: 'pypy',
    implementation_version: '7.3.17',
    platform_python_implementation: 'PyPy',
    python_full_version: '3.10.14',
  });
});

it('writes a release candidate as sys.implementation does', () => {
  expect(environmentOf(target({ pythonVersion: '3.14.0rc2+' }))).toMatchObject({
    implementation_version: '3.14.0c2',
    python_full_version: '3.14.0rc2+',
    python_version: '3.14',
  });
});

it('takes the word of the computer itself, but for known variables only', () => {
  const markers = { platform_release: '6.1.0-18-amd64', extra: 'x', constructor: 'y' };
  const environment = environmentOf(target({ markers }));
  expect(environment.platform_release).toBe('6.1.0-18-amd64');
  expect(Object.keys(environment)).toHaveLength(11);
});

it('derives the tags unless the computer told them', () => {
  const derived = target();
  expect(tagsOfTarget(derived)).toEqual(supportedTags(pythonOf(derived), LINUX));
  const told = [
    'cp312-cp312-linux_aarch64',
    'a.b-none-any',
    'not a tag',
    'py3-none-any',
    'CP312-cp312-linux_aarch64',
  ];
  expect(tagsOfTarget(target({ tags: told })).map(formatTag)).toEqual([
    'cp312-cp312-linux_aarch64',
    'py3-none-any',
  ]);
  expect(tagsOfTarget(target({ tags: ['not a tag'] }))).toEqual(tagsOfTarget(derived));
});

it('derives the ABI of PyPy where it is not told', () => {
  const pypy = target({ implementation: 'pypy', pythonVersion: '3.11.13' });
  expect(pythonOf(pypy)).toEqual({ implementation: 'pypy', major: 3, minor: 11, abi: 'pypy311_pp73' });
});
