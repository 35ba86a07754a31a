import { expect, test } from 'vitest';
import { addCounts, countEndToEndTests, countUnitTests, totalsLine } from './test-totals.mjs';

const unit = countUnitTests({ numPassedTests: 120, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1 });
const endToEnd = countEndToEndTests({ stats: { expected: 9, unexpected: 2, flaky: 1, skipped: 0 } });

test('the totals are those of both runners together', () => {
  expect(totalsLine(addCounts([unit, endToEnd]))).toBe('130 passed, 3 failed, 3 skipped');
});

test('skipped tests are named only where there are some', () => {
  expect(totalsLine(addCounts([endToEnd]))).toBe('10 passed, 2 failed');
  expect(totalsLine(addCounts([]))).toBe('0 passed, 0 failed');
});
