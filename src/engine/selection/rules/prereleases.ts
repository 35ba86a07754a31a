import type { Rules } from '../../../contract/rules';
import { normalizeName } from '../../../python-packaging/name';
import { isPrerelease } from '../../../python-packaging/version';
import type { Rule } from '../candidate';
import { DROP_NOTHING, fileRule, type RuleContext } from '../rule-context';

/** Drops alphas, betas, release candidates and development releases, in every spelling of PEP 440. */
export function prereleaseRule(of: Rules['dropPrereleases'], { page }: RuleContext): Rule {
  const isMeant = of === 'all' || (of !== 'none' && of.some((name) => normalizeName(name) === page.name));
  if (!isMeant) return DROP_NOTHING;
  return fileRule(({ version }) => (isPrerelease(version) ? { kind: 'prerelease-dropped' } : null));
}
