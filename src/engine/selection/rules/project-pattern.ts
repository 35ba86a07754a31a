import type { Rule } from '../candidate';
import { projectRule, type RuleContext } from '../rule-context';
import type { Pattern } from './pattern';

/** Drops projects whose normalised name matches a pattern. */
export function projectPatternRule(patterns: readonly Pattern[], { page }: RuleContext): Rule {
  return projectRule(() => {
    const pattern = patterns.find(({ matches }) => matches(page.name));
    return pattern === undefined ? null : { kind: 'project-pattern', pattern: pattern.text };
  });
}
