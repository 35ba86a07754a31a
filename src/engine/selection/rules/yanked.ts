import type { YankedChoice } from '../../../contract/rules';
import type { Rule } from '../candidate';
import { DROP_NOTHING, fileRule, type RuleContext } from '../rule-context';

/** Drops files that were taken back (PEP 592): always, or where no requirement names exactly their version. */
export function yankedRule(policy: YankedChoice, { isPinned }: RuleContext): Rule {
  if (policy === 'always') return DROP_NOTHING;
  return fileRule(({ file: { yanked }, version }) => {
    if (yanked === false || (policy === 'when-pinned' && isPinned(version))) return null;
    return { kind: 'yanked', policy, reason: yanked.reason };
  });
}
