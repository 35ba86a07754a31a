import type { FileReason } from '../../../contract/plan-summary';
import type { MetadataLevel, MetadataRule, Rules } from '../../../contract/rules';
import { contains, parseSpecifierSet } from '../../../python-packaging/specifier';
import type { Candidate, Rule } from '../candidate';
import { fileRule, projectRule, type RuleContext } from '../rule-context';
import { judgesLicenses } from './licenses';
import { asksForInfo, valuesAt } from './metadata-fields';
import { type Pattern, requirePatterns } from './pattern';

/** A rule whose patterns are compiled: whether the values at its path match. */
export interface MetadataTest {
  readonly level: MetadataLevel;
  readonly path: string;
  readonly matches: (values: readonly string[]) => boolean;
}

export function metadataTestOf(rule: MetadataRule): MetadataTest {
  const { level, path } = rule;
  const matches =
    rule.kind === 'regex'
      ? regexTest(rule, requirePatterns(rule.patterns))
      : (values: readonly string[]) => admitsVersion(rule, values);
  return { level, path, matches };
}

/** The paths for which metadata has to be read. */
export function neededInfo(rules: Rules): readonly string[] {
  const paths = rules.metadata.filter(asksForInfo).map(({ path }) => path);
  return [...new Set([...paths, ...(judgesLicenses(rules) ? ['license'] : [])])];
}

/** Drops projects whose metadata could not be had, where rules ask for it: nobody knows what they would say. */
export function unreadMetadataRule(needed: readonly string[], { info }: RuleContext): Rule {
  return projectRule(() => (needed.length > 0 && info === null ? { kind: 'metadata-unread', needed } : null));
}

/** Keeps projects whose metadata passes every test on projects. */
export function projectMetadataRule(tests: readonly MetadataTest[], { info }: RuleContext): Rule {
  return projectRule(() => firstFailure(tests, 'project', (path) => valuesAt(path, info, null)));
}

/** Keeps files that pass every test on files. */
export function fileMetadataRule(tests: readonly MetadataTest[], { info }: RuleContext): Rule {
  return fileRule((candidate: Candidate) =>
    firstFailure(tests, 'file', (path) => valuesAt(path, info, candidate)),
  );
}

const LONGEST_VALUE = 100;

function firstFailure(
  tests: readonly MetadataTest[],
  level: MetadataLevel,
  read: (path: string) => readonly string[],
): FileReason | null {
  for (const { path, matches } of tests.filter((test) => test.level === level)) {
    const values = read(path);
    if (matches(values)) continue;
    return { kind: 'metadata-unmatched', level, path, value: values[0]?.slice(0, LONGEST_VALUE) ?? null };
  }
  return null;
}

type RegexRule = Extract<MetadataRule, { kind: 'regex' }>;

function regexTest({ match, nullsMatch }: RegexRule, patterns: readonly Pattern[]): MetadataTest['matches'] {
  return (values) => {
    if (values.length === 0) return nullsMatch;
    const isFound = (pattern: Pattern) => values.some(pattern.matches);
    switch (match) {
      case 'any':
        return patterns.some(isFound);
      case 'all':
        return patterns.every(isFound);
      case 'none':
        return !patterns.some(isFound);
    }
  };
}

type RangeRule = Extract<MetadataRule, { kind: 'version-range' }>;

/** A specifier that cannot be read says as much as none: installers pass over it, too. */
function admitsVersion({ versions, nullsMatch }: RangeRule, values: readonly string[]): boolean {
  const parsed = parseSpecifierSet(values.join(','));
  if (!parsed.ok || values.join('').trim() === '') return nullsMatch;
  return versions.some((version) => contains(parsed.specifiers, version, { prereleases: true }));
}
