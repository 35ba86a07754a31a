import { type Numeral, numeralOf, RANK_END, rankDigits, withoutLeadingZeros } from './numeral';
import { WHITE_SPACE } from './white-space';

/**
 * A version by PEP 440. Two versions are equal when their `sortKey` is: `1.0` and `1.0.0` are, though their `canonical`
 * texts differ.
 */
export interface Version {
  /** The normalised spelling, with the trailing zeros as written. */
  readonly canonical: string;
  readonly epoch: Numeral;
  readonly release: readonly Numeral[];
  readonly pre: PreRelease | null;
  readonly post: Numeral | null;
  readonly dev: Numeral | null;
  readonly local: readonly (Numeral | string)[] | null;
  /** Strings whose order by `<` is the order of the versions. */
  readonly sortKey: string;
  /** The `sortKey` without the local part. */
  readonly publicSortKey: string;
}

export interface PreRelease {
  readonly phase: 'a' | 'b' | 'rc';
  readonly number: Numeral;
}

const VERSION = new RegExp(
  [
    `^[${WHITE_SPACE}]*v?`,
    /(?:([0-9]+)!)?/.source, // epoch
    /([0-9]+(?:\.[0-9]+)*)/.source, // release
    /(?:[._-]?(alpha|a|beta|b|preview|pre|c|rc)[._-]?([0-9]+)?)?/.source,
    /(?:-([0-9]+)|[._-]?(post|rev|r)[._-]?([0-9]+)?)?/.source,
    /(?:[._-]?(dev)[._-]?([0-9]+)?)?/.source,
    /(?:\+([a-z0-9]+(?:[._-][a-z0-9]+)*))?/.source,
    `[${WHITE_SPACE}]*$`,
  ].join(''),
  'i',
);

/** Python refuses to make a number of more digits; so does `packaging`. */
const LONGEST_NUMERAL = 4300;
const TOO_LONG_NUMERAL = new RegExp(`[0-9]{${LONGEST_NUMERAL + 1}}`);

const PHASES: Readonly<Record<string, PreRelease['phase']>> = {
  a: 'a',
  alpha: 'a',
  b: 'b',
  beta: 'b',
  c: 'rc',
  rc: 'rc',
  pre: 'rc',
  preview: 'rc',
};

/** Reads a version in any spelling that PEP 440 admits; `null` for anything else. */
export function parseVersion(text: string): Version | null {
  const match = VERSION.exec(text);
  if (match === null) return null;
  if (text.length > LONGEST_NUMERAL && TOO_LONG_NUMERAL.test(text)) return null;
  const [
    ,
    epoch,
    release = '',
    phase,
    preNumber,
    impliedPost,
    postWord,
    postNumber,
    devWord,
    devNumber,
    local,
  ] = match;
  return assemble({
    epoch: withoutLeadingZeros(epoch ?? '0'),
    release: release.split('.').map(withoutLeadingZeros),
    phase: phase === undefined ? null : (PHASES[phase.toLowerCase()] ?? null),
    pre: withoutLeadingZeros(preNumber ?? '0'),
    post: impliedPost ?? (postWord === undefined ? null : (postNumber ?? '0')),
    dev: devWord === undefined ? null : (devNumber ?? '0'),
    local: local === undefined ? null : local.toLowerCase().split(/[._-]/),
  });
}

/** Reads a version that is known to be one. Throws `RangeError` for anything else. */
export function requireVersion(text: string): Version {
  const version = parseVersion(text);
  if (version === null) throw new RangeError(`"${text}" is not a version`);
  return version;
}

/** For `sort`: negative when `left` is older. Zero for versions that PEP 440 holds equal. */
export function compareVersions(left: Version, right: Version): number {
  if (left.sortKey === right.sortKey) return 0;
  return left.sortKey < right.sortKey ? -1 : 1;
}

/** Alpha, beta, release candidate or development release. */
export function isPrerelease(version: Version): boolean {
  return version.pre !== null || version.dev !== null;
}

/** The canonical text without trailing zeros in the release (`1.0.0` becomes `1`): equal for equal versions. */
export function shortestText(version: Version): string {
  return version.canonical.replace(/^(?:\d+!)?\d+(?:\.\d+)*/, (release) => release.replace(/(?:\.0)+$/, ''));
}

/** The matched texts of a version; numbers as digits, since they may exceed what a `number` holds. */
interface Segments {
  readonly epoch: string;
  readonly release: readonly string[];
  readonly phase: PreRelease['phase'] | null;
  readonly pre: string;
  readonly post: string | null;
  readonly dev: string | null;
  readonly local: readonly string[] | null;
}

function assemble(segments: Segments): Version {
  const { epoch, release, phase, pre } = segments;
  const post = segments.post === null ? null : withoutLeadingZeros(segments.post);
  const dev = segments.dev === null ? null : withoutLeadingZeros(segments.dev);
  const local = segments.local?.map((part) => (isDigits(part) ? withoutLeadingZeros(part) : part)) ?? null;
  let canonical = epoch === '0' ? release.join('.') : `${epoch}!${release.join('.')}`;
  if (phase !== null) canonical += phase + pre;
  if (post !== null) canonical += `.post${post}`;
  if (dev !== null) canonical += `.dev${dev}`;
  if (local !== null) canonical += `+${local.join('.')}`;
  const publicSortKey =
    releaseKey(epoch, release) +
    preKey(phase, pre, post === null && dev !== null) +
    (post === null ? '0' : `1${rankDigits(post)}`) +
    (dev === null ? '1' : `0${rankDigits(dev)}`);
  return {
    canonical,
    epoch: numeralOf(epoch),
    release: release.map(numeralOf),
    pre: phase === null ? null : { phase, number: numeralOf(pre) },
    post: post === null ? null : numeralOf(post),
    dev: dev === null ? null : numeralOf(dev),
    local: local === null ? null : local.map((part) => (isDigits(part) ? numeralOf(part) : part)),
    sortKey: local === null ? publicSortKey : publicSortKey + localKey(local),
    publicSortKey,
  };
}

function isDigits(text: string): boolean {
  return /^[0-9]+$/.test(text);
}

/** Trailing zeros do not count: `1.0.0` is `1`. */
function releaseKey(epoch: string, release: readonly string[]): string {
  let length = release.length;
  while (length > 0 && release[length - 1] === '0') length -= 1;
  let key = rankDigits(epoch);
  for (let index = 0; index < length; index += 1) key += rankDigits(release[index] ?? '0');
  return key + RANK_END;
}

/** A development release of the final release comes before the alphas; a release without a phase after the candidates. */
function preKey(phase: PreRelease['phase'] | null, number: string, devOnly: boolean): string {
  if (phase === null) return devOnly ? '0' : '4';
  return (phase === 'a' ? '1' : phase === 'b' ? '2' : '3') + rankDigits(number);
}

/** Words come before numbers, a shorter sequence before its continuation. Its absence is less than any. */
function localKey(local: readonly string[]): string {
  return local.map((part) => (isDigits(part) ? `2${rankDigits(part)}` : `1${part}${RANK_END}`)).join('');
}
