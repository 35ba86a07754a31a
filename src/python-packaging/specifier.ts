import { matchesArbitrary, parseSpecifier, type Specifier } from './specifier-clause';
import type { SyntaxFault } from './syntax-fault';
import { isPrerelease, parseVersion, type Version } from './version';
import { skipWhiteSpace, strip } from './white-space';

/** Clauses that must all hold (PEP 440). An empty set admits every version. */
export interface SpecifierSet {
  readonly specifiers: readonly Specifier[];
  /** Whether any clause asks for prereleases: then they are as welcome as finals. */
  readonly mentionsPrerelease: boolean;
  /** Sorted, without repetitions. */
  readonly text: string;
}

export type SpecifierSetResult =
  | { readonly ok: true; readonly specifiers: SpecifierSet }
  | { readonly ok: false; readonly error: SyntaxFault };

export const ANY_VERSION: SpecifierSet = { specifiers: [], mentionsPrerelease: false, text: '' };

/** Reads a comma-separated list of clauses. `offset` is added to a fault's position, for a set inside a line. */
export function parseSpecifierSet(text: string, offset = 0): SpecifierSetResult {
  const specifiers: Specifier[] = [];
  let start = 0;
  for (const part of text.split(',')) {
    const clause = strip(part);
    if (clause !== '') {
      const specifier = parseSpecifier(clause);
      if (specifier === null) {
        const from = offset + skipWhiteSpace(text, start);
        const message = explainClause(clause);
        return { ok: false, error: { message, start: from, end: from + clause.length } };
      }
      specifiers.push(specifier);
    }
    start += part.length + 1;
  }
  return { ok: true, specifiers: specifierSetOf(specifiers) };
}

/** The set of the given clauses; of several sets' clauses, what all of them admit. */
export function specifierSetOf(specifiers: readonly Specifier[]): SpecifierSet {
  if (specifiers.length === 0) return ANY_VERSION;
  const textsByIdentity = new Map<string, string>();
  for (const { operator, version, identity } of specifiers) {
    const text = operator + version;
    const known = textsByIdentity.get(identity);
    if (known === undefined || text < known) textsByIdentity.set(identity, text);
  }
  return {
    specifiers,
    mentionsPrerelease: specifiers.some((specifier) => specifier.mentionsPrerelease),
    text: [...textsByIdentity.values()].sort().join(','),
  };
}

/**
 * Whether a version is in the set. With `prereleases: false`, no prerelease is, not even one that a clause mentions.
 * A text that is no version can only be in a set of `===`, which compares texts.
 */
export function contains(
  set: SpecifierSet,
  candidate: Version | string,
  { prereleases }: { readonly prereleases: boolean },
): boolean {
  const version = versionFrom(candidate);
  if (!prereleases && version !== null && isPrerelease(version)) return false;
  return set.specifiers.every((specifier) => {
    if (typeof candidate === 'string' && specifier.operator === '===') {
      return matchesArbitrary(specifier.version, candidate);
    }
    return version !== null && specifier.matches(version);
  });
}

/** `default`: by PEP 440, prereleases where a clause mentions one, or where nothing else is left. */
export type PrereleasePolicy = 'default' | 'admit' | 'refuse';

/** The items whose version is in the set, in their order. */
export function filterBySpecifiers<Item>(
  set: SpecifierSet,
  items: readonly Item[],
  versionOf: (item: Item) => Version | string,
  policy: PrereleasePolicy,
): readonly Item[] {
  const matching = items.filter((item) =>
    contains(set, versionOf(item), { prereleases: policy !== 'refuse' }),
  );
  if (policy !== 'default' || set.mentionsPrerelease) return matching;
  const stages = matching.map((item) => stageOf(versionFrom(versionOf(item))));
  // What is no version has no stage: it neither goes nor makes prereleases go.
  return stages.includes('final') ? matching.filter((_, index) => stages[index] !== 'prerelease') : matching;
}

function stageOf(version: Version | null): 'final' | 'prerelease' | null {
  if (version === null) return null;
  return isPrerelease(version) ? 'prerelease' : 'final';
}

function versionFrom(candidate: Version | string): Version | null {
  return typeof candidate === 'string' ? parseVersion(candidate) : candidate;
}

/** Why a text is no clause, for the person who typed it. */
export function explainClause(clause: string): string {
  const operator = /^(?:===|==|~=|!=|<=|>=|<|>)/.exec(clause)?.[0];
  const version = strip(clause.slice(operator?.length ?? 0));
  if (operator === undefined) {
    if (clause.startsWith('=')) return `"=" is no operator; write "==", ">=" or "<="`;
    return parseVersion(clause) === null
      ? `"${clause}" is no version specifier; write an operator and a version, such as ">=1.0"`
      : `"${clause}" has no operator; write "==${clause}" for exactly this version`;
  }
  if (version === '') return `after "${operator}" a version is missing`;
  if (version.endsWith('.*')) {
    return operator === '==' || operator === '!='
      ? `".*" can only follow a release such as "1.2", without prerelease, post-release or local parts`
      : `".*" can only be used with "==" and "!="`;
  }
  const parsed = parseVersion(version);
  if (parsed === null) return `"${version}" is not a version`;
  if (parsed.local !== null) return `a local version ("+…") can only be used with "==" and "!="`;
  return `"~=" needs a version of at least two numbers, such as "~=${version}.0"`;
}
