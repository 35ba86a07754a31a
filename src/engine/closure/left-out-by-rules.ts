import { describeReason } from '../../contract/describe';
import type { FileReason } from '../../contract/plan-summary';
import { ENGLISH } from '../../contract/texts/english';
import type { SpecifierSet } from '../../python-packaging/specifier';
import { isPrerelease } from '../../python-packaging/version';
import type { Candidate } from '../selection/candidate';
import type { ProjectVersions } from './project-versions';
import type { SolveInput } from './search';

/** More than a person reads. */
const MOST_FILES = 3;

/** What a rule or a listed hash took away, and the target could have used. */
export interface LeftOut {
  /** Whole clauses for a person, the newest versions first. */
  readonly facts: readonly string[];
  /** Whether a rule of the profile did it, which a person can loosen. */
  readonly isByRule: boolean;
}

/** Files that would answer every asker, each of whom does with any one of its requirements, had they not been left out. */
export function leftOutByRules(
  { dropped }: ProjectVersions,
  askers: readonly (readonly SpecifierSet[])[],
  { view, policy }: Pick<SolveInput, 'view' | 'policy'>,
): LeftOut {
  const admits = ({ specifiers, mentionsPrerelease }: SpecifierSet, { version }: Candidate): boolean =>
    specifiers.every((specifier) => specifier.matches(version)) &&
    (!isPrerelease(version) || mentionsPrerelease || policy.prereleases === 'always');
  const missed = [...dropped]
    .filter(
      ([candidate]) =>
        view.canUse(candidate) && askers.every((sets) => sets.some((set) => admits(set, candidate))),
    )
    .sort(([left], [right]) => (left.version.sortKey < right.version.sortKey ? 1 : -1));
  const facts = missed
    .slice(0, MOST_FILES)
    .map(([{ file }, reason]) => `"${file.filename}" is left out: ${describeReason(ENGLISH, reason)}`);
  const more = missed.length - facts.length;
  return {
    facts: more === 0 ? facts : [...facts, `and ${more} more of its files are left out`],
    isByRule: missed.some(([, { kind }]) => !NO_RULES.has(kind)),
  };
}

const NO_RULES: ReadonlySet<FileReason['kind']> = new Set(['quarantined', 'hash-not-listed']);
