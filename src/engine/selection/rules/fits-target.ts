import type { Rule } from '../candidate';
import { DROP_NOTHING, fileRule, type RuleContext } from '../rule-context';

/** Drops what no target can use, where there are targets. */
export function fitsTargetRule(isOn: boolean, { fitsATarget }: RuleContext): Rule {
  if (!isOn || fitsATarget === null) return DROP_NOTHING;
  return fileRule((candidate) => (fitsATarget(candidate) ? null : { kind: 'fits-no-target' }));
}
