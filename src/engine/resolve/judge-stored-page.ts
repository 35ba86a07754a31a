import { NO_RULES } from '../../contract/rules';
import type { SimpleProject } from '../../python-packaging/simple-page';
import type { AllowlistEntry } from '../profile/allowlist';
import { prepareRules } from '../selection/rule-chain';
import { type JudgedPage, judgePage } from './judge-page';

/** What the rules left out never came: of a mirror's own page everything may be chosen from. */
const NOTHING_MORE = prepareRules({ ...NO_RULES, yanked: 'always', onlyForTargets: false }, '');

/** Tells what may be chosen from of a project as it lies in a mirror. */
export function judgeStoredPage(page: SimpleProject, entries: readonly AllowlistEntry[]): JudgedPage {
  return judgePage(page, entries, { rules: NOTHING_MORE, nowMs: 0, info: null });
}
