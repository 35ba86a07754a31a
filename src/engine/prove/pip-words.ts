import type { Target } from '../../contract/target';
import { environmentOf, tagsOfTarget } from '../../python-packaging/target-environment';

/**
 * The options by which pip chooses files for a target that is not the Python it runs on
 * (https://pip.pypa.io/en/stable/cli/pip_download/). Every platform is named: pip adds older ones by itself for a few only.
 */
export function targetWords(target: Target): readonly string[] {
  const tags = tagsOfTarget(target);
  const platforms = new Set(tags.map(({ platform }) => platform).filter((platform) => platform !== 'any'));
  const abis = new Set(tags.map(({ abi }) => abi).filter((abi) => !SHARED_ABIS.has(abi)));
  const release = /^\d+\.\d+\.\d+/.exec(target.pythonVersion)?.[0] ?? target.pythonVersion;
  return [
    '--only-binary=:all:',
    ...['--implementation', target.implementation === 'pypy' ? 'pp' : 'cp'],
    ...['--python-version', release],
    ...[...abis].flatMap((abi) => ['--abi', abi]),
    ...[...platforms].flatMap((platform) => ['--platform', platform]),
  ];
}

/** pip takes these by itself. */
const SHARED_ABIS: ReadonlySet<string> = new Set(['none', 'abi3']);

/** Nothing that this computer's settings say, and no questions. */
export const ISOLATED_WORDS: readonly string[] = [
  '--isolated',
  '--disable-pip-version-check',
  '--no-input',
  '--no-cache-dir',
  '--progress-bar=off',
  '--quiet',
];

/** The mirror as the only index; nothing of a package runs. */
export function commonWords(indexUrl: string): readonly string[] {
  return [...ISOLATED_WORDS, '--index-url', indexUrl];
}

/** What may differ although markers are judged alike: the kernel, and the last number of the Python. */
const PASSED_OVER: ReadonlySet<string> = new Set([
  'platform_release',
  'platform_version',
  'python_full_version',
  'implementation_version',
]);

/** Whether markers come out for the one as they do for the other. */
export function judgeMarkersAlike(left: Target, right: Target): boolean {
  const values = new Map<string, string>(Object.entries(environmentOf(right)));
  return Object.entries(environmentOf(left)).every(
    ([variable, value]) => PASSED_OVER.has(variable) || values.get(variable) === value,
  );
}
