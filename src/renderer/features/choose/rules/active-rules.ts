import { NO_RULES, type Rules } from '../../../../contract/rules';

/** How many of the rules differ from having none. */
export function countActiveRules(rules: Rules): number {
  return Object.entries(rules).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(NO_RULES[name as keyof Rules]),
  ).length;
}
