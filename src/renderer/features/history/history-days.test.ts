import { expect, it } from 'vitest';
import type { HistoryEntry } from '../../../contract/history';
import { groupByDay } from './history-days';

const at = (time: Date): HistoryEntry => ({
  time: time.toISOString(),
  user: 'u',
  host: 'h',
  version: '1',
  interface: 'window',
  act: 'created',
});

it('puts acts of one day together, and keeps their order', () => {
  const noon = at(new Date(2026, 10, 23, 12));
  const morning = at(new Date(2026, 10, 23, 0, 0, 1));
  const before = at(new Date(2026, 10, 22, 23, 59, 59));
  expect(groupByDay([noon, morning, before]).map(({ entries }) => entries)).toEqual([
    [noon, morning],
    [before],
  ]);
  expect(groupByDay([])).toEqual([]);
});
