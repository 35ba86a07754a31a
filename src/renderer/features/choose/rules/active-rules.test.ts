import { expect, it } from 'vitest';
import { NO_RULES } from '../../../../contract/rules';
import { countActiveRules } from './active-rules';

it('counts the rules that are in force', () => {
  expect(countActiveRules(NO_RULES)).toBe(0);
  expect(countActiveRules({ ...NO_RULES, coolDownDays: 7, projectPatterns: ['evil'] })).toBe(2);
});
