import type { FileReason } from '../../../contract/plan-summary';
import type { Rules } from '../../../contract/rules';
import { licenseIdsOf } from '../../../python-packaging/license-classifiers';
import {
  isLicenseAllowed,
  type LicenseExpression,
  parseLicenseExpression,
  type SimpleLicense,
} from '../../../python-packaging/license-expression';
import type { Rule } from '../candidate';
import { DROP_NOTHING, projectRule, type RuleContext } from '../rule-context';
import { requireInfo } from './metadata-fields';

type LicenseRules = Pick<Rules, 'allowedLicenses' | 'deniedLicenses' | 'undeclaredLicenses'>;

export function judgesLicenses({ allowedLicenses, deniedLicenses }: LicenseRules): boolean {
  return allowedLicenses.length > 0 || deniedLicenses.length > 0;
}

/**
 * Drops projects that cannot be used without a denied license, or with allowed ones alone. Of `A OR B` one has to do.
 * Classifiers do not say how licenses go together: all of them have to do.
 */
export function licenseRule(rules: LicenseRules, { info }: RuleContext): Rule {
  if (!judgesLicenses(rules)) return DROP_NOTHING;
  return projectRule((): FileReason | null => {
    const license = statedLicense(requireInfo(info));
    const parsed = license === null ? null : parseLicenseExpression(license);
    if (license === null || parsed?.ok !== true) {
      return rules.undeclaredLicenses === 'keep' ? null : { kind: 'license-undeclared' };
    }
    const denied = new Set(rules.deniedLicenses);
    if (denied.size > 0 && !doesWithout(parsed.expression, denied)) {
      return { kind: 'license-denied', license };
    }
    const { allowedLicenses } = rules;
    return allowedLicenses.length === 0 || isLicenseAllowed(license, new Set(allowedLicenses)) === true
      ? null
      : { kind: 'license-not-allowed', license };
  });
}

/** An expression, or one that is made of the classifiers; `null` where neither is there. */
function statedLicense(info: Parameters<typeof licenseIdsOf>[0]): string | null {
  const { expression, classifierIds } = licenseIdsOf(info);
  if (expression !== null && parseLicenseExpression(expression).ok) return expression;
  return classifierIds.length === 0 ? null : classifierIds.join(' AND ');
}

function doesWithout(expression: LicenseExpression, denied: ReadonlySet<string>): boolean {
  switch (expression.kind) {
    case 'license':
      return isLicenseAllowed(textOf(expression), denied) !== true;
    case 'all':
      return expression.terms.every((term) => doesWithout(term, denied));
    case 'any':
      return expression.terms.some((term) => doesWithout(term, denied));
  }
}

function textOf({ id, orLater, exception }: SimpleLicense): string {
  return `${id}${orLater ? '+' : ''}${exception === null ? '' : ` WITH ${exception}`}`;
}
