import { expect, it } from 'vitest';
import { parseWheelFilename } from './filename';
import type { TargetPlatform } from './platform-tags';
import { createTagRanking, supportedTags, type TargetPython } from './supported-tags';

const LINUX: TargetPlatform = {
  system: 'linux',
  architecture: 'x86_64',
  libc: { kind: 'glibc', major: 2, minor: 28 },
};
const WINDOWS: TargetPlatform = { system: 'windows', architecture: 'amd64' };
const CP312: TargetPython = { implementation: 'cpython', major: 3, minor: 12, freeThreaded: false };
const CP313T: TargetPython = { implementation: 'cpython', major: 3, minor: 13, freeThreaded: true };

/** The tags' part of the wheels that fit, the best first. */
function fitting(
  python: TargetPython,
  platform: TargetPlatform,
  wheels: readonly string[],
): readonly string[] {
  const rank = createTagRanking(supportedTags(python, platform));
  return wheels
    .flatMap((tags) => {
      const wheel = parseWheelFilename(`foo-1.0-${tags}.whl`);
      const found = wheel.kind === 'wheel' ? rank(wheel.tags) : null;
      return found === null ? [] : [{ tags, found }];
    })
    .sort((left, right) => left.found - right.found)
    .map(({ tags }) => tags);
}

it('prefers the own ABI to the stable one, and compiled wheels to pure ones', () => {
  const wheels = [
    'py3-none-any',
    'cp312-cp312-win_amd64',
    'cp38-abi3-manylinux_2_17_x86_64.manylinux2014_x86_64',
    'cp312-cp312-manylinux2014_x86_64',
    'cp313-cp313-manylinux2014_x86_64',
    'cp312-cp312-manylinux_2_34_x86_64',
    'py2.py3-none-any',
  ];
  expect(fitting(CP312, LINUX, wheels)).toEqual([
    'cp312-cp312-manylinux2014_x86_64',
    'cp38-abi3-manylinux_2_17_x86_64.manylinux2014_x86_64',
    'py3-none-any',
    'py2.py3-none-any',
  ]);
});

it('keeps the stable ABI from free-threaded Pythons', () => {
  const wheels = [
    'cp38-abi3-win_amd64',
    'cp313-cp313-win_amd64',
    'cp313-cp313t-win_amd64',
    'py3-none-win_amd64',
  ];
  expect(fitting(CP313T, WINDOWS, wheels)).toEqual(['cp313-cp313t-win_amd64', 'py3-none-win_amd64']);
});
