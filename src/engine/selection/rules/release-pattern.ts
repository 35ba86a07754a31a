import { parseVersion } from '../../../python-packaging/version';
import type { Rule } from '../candidate';
import { fileRule, type RuleContext } from '../rule-context';
import type { Pattern } from './pattern';

/** Drops versions that match a pattern, as PEP 440 writes them or as upstream does (`1.0-beta1`). */
export function releasePatternRule(patterns: readonly Pattern[], { page }: RuleContext): Rule {
  if (patterns.length === 0) return fileRule(() => null);
  const spellings = new Map<string, string[]>();
  for (const spelling of page.versions ?? []) {
    const key = parseVersion(spelling)?.sortKey;
    if (key !== undefined) spellings.set(key, [...(spellings.get(key) ?? []), spelling]);
  }
  return fileRule(({ version }) => {
    const texts = [version.canonical, ...(spellings.get(version.sortKey) ?? [])];
    const pattern = patterns.find(({ matches }) => texts.some(matches));
    return pattern === undefined ? null : { kind: 'release-pattern', pattern: pattern.text };
  });
}
