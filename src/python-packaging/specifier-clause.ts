import type { Numeral } from './numeral';
import { isPrerelease, parseVersion, requireVersion, shortestText, type Version } from './version';
import { strip, WHITE_SPACE } from './white-space';

export type Operator = '===' | '==' | '~=' | '!=' | '<=' | '>=' | '<' | '>';

/** One clause of a specifier set, such as `>=1.2`. */
export interface Specifier {
  readonly operator: Operator;
  /** As written, `.*` included; any text at all after `===`. */
  readonly version: string;
  /** The same for clauses that mean the same: `==1.0` and `== 1.0.0`. */
  readonly identity: string;
  /** Whether the clause itself asks for prereleases: `>=2.0rc1` does, `!=2.0rc1` does not. */
  readonly mentionsPrerelease: boolean;
  /** The bare comparison; whether prereleases are welcome is another question. */
  readonly matches: (version: Version) => boolean;
}

const PRE = '(?:[-_.]?(?:alpha|beta|preview|pre|a|b|c|rc)[-_.]?[0-9]*)?';
const POST = '(?:-[0-9]+|[-_.]?(?:post|rev|r)[-_.]?[0-9]*)?';
const DEV = '(?:[-_.]?dev[-_.]?[0-9]*)?';
const LOCAL = '(?:\\+[a-z0-9]+(?:[-_.][a-z0-9]+)*)?';
const SPACE = `[${WHITE_SPACE}]*`;
const START = `${SPACE}v?(?:[0-9]+!)?[0-9]+`;

/** The grammar of one clause, without white space around it; ignores case. */
export const SPECIFIER_SOURCE = [
  `===${SPACE}[^${WHITE_SPACE};)]*`,
  `(?:==|!=)${START}(?:\\.[0-9]+)*(?:\\.\\*|${PRE}${POST}${DEV}${LOCAL})`,
  `~=${START}(?:\\.[0-9]+)+${PRE}${POST}${DEV}`,
  `(?:<=|>=|<|>)${START}(?:\\.[0-9]+)*${PRE}${POST}${DEV}`,
].join('|');

const SPECIFIER = new RegExp(`^(?:${SPECIFIER_SOURCE})$`, 'i');
const OPERATOR = /^(?:===|==|~=|!=|<=|>=|<|>)/;

/** Reads one clause without white space around it; `null` when it is none. */
export function parseSpecifier(text: string): Specifier | null {
  if (!SPECIFIER.test(text)) return null;
  const operator = (OPERATOR.exec(text)?.[0] ?? '===') as Operator;
  const written = strip(text.slice(operator.length));
  if (operator === '===') return arbitrary(written);
  const isPrefix = written.endsWith('.*');
  const version = parseVersion(isPrefix ? written.slice(0, -2) : written);
  if (version === null) return null;
  const identity = isPrefix ? written : operator === '~=' ? version.canonical : shortestText(version);
  return {
    operator,
    version: written,
    identity: operator + identity,
    mentionsPrerelease: operator !== '!=' && isPrerelease(version),
    matches: isPrefix ? prefixTest(operator, version) : comparison(operator, version),
  };
}

/** `===` compares texts, without regard to case. */
function arbitrary(written: string): Specifier {
  const version = parseVersion(written);
  return {
    operator: '===',
    version: written,
    identity: `===${written}`,
    mentionsPrerelease: version !== null && isPrerelease(version),
    matches: (candidate) => matchesArbitrary(written, candidate.canonical),
  };
}

/** Whether a text, which need not be a version, answers `===`. */
export function matchesArbitrary(written: string, candidate: string): boolean {
  return written.toLowerCase() === candidate.toLowerCase();
}

function prefixTest(operator: Operator, prefix: Version): Specifier['matches'] {
  const startsWith = releaseTest(prefix.epoch, prefix.release);
  return operator === '!=' ? (candidate) => !startsWith(candidate) : startsWith;
}

/** Whether a release begins with the given numbers; a release that is shorter goes on with zeros. */
function releaseTest(epoch: Numeral, release: readonly Numeral[]): Specifier['matches'] {
  return (candidate) =>
    candidate.epoch === epoch && release.every((number, index) => (candidate.release[index] ?? 0) === number);
}

/** The local part of a candidate counts only against `>=` and against a specifier that has one itself. */
function comparison(operator: Operator, version: Version): Specifier['matches'] {
  const key = version.sortKey;
  switch (operator) {
    case '>=':
      return (candidate) => candidate.sortKey >= key;
    case '<=':
      return (candidate) => candidate.publicSortKey <= key;
    case '>':
      return greaterThan(version);
    case '<':
      return lessThan(version);
    case '~=': {
      const startsWith = releaseTest(version.epoch, version.release.slice(0, -1));
      return (candidate) => candidate.sortKey >= key && startsWith(candidate);
    }
    default: {
      const equals = (candidate: Version) =>
        (version.local === null ? candidate.publicSortKey : candidate.sortKey) === key;
      return operator === '!=' ? (candidate) => !equals(candidate) : equals;
    }
  }
}

/** `>1.0` leaves out `1.0.post1`, which `>1.0.post0` admits. */
function greaterThan(version: Version): Specifier['matches'] {
  const key = version.sortKey;
  if (version.post !== null || version.dev !== null) return (candidate) => candidate.publicSortKey > key;
  // The last two characters say that there is no post release and no development release.
  const family = key.slice(0, -2);
  return (candidate) => candidate.publicSortKey > key && !candidate.publicSortKey.startsWith(family);
}

/** `<1.0` leaves out the prereleases of `1.0`, which `<1.0rc1` admits as far as they are older. */
function lessThan(version: Version): Specifier['matches'] {
  const { sortKey } = isPrerelease(version) ? version : requireVersion(`${version.canonical}.dev0`);
  return (candidate) => candidate.sortKey < sortKey;
}
