import { expect, it } from 'vitest';
import type { HistoryEntry } from './history';
import { isTransfer, mergeHistory } from './merge-history';
import type { KnownTransfer } from './transfer-log';

const actor = { user: 'u', host: 'h', interface: 'window' } as const;
const timeOf = (hour: number): string => new Date(Date.UTC(2026, 10, 23, hour)).toISOString();
const act = (hour: number): HistoryEntry => ({ ...actor, time: timeOf(hour), version: '1', act: 'created' });
const transfer = (hour: number): KnownTransfer => ({
  ...actor,
  time: timeOf(hour),
  transfer: 'exported',
  result: 'stopped',
  cause: null,
  side: '00000000-0000-4000-8000-000000000000',
  program: 'p',
  bundle: null,
  toldBy: null,
});

it('puts exports and imports among acts by their time, the newest first', () => {
  const items = mergeHistory([act(9), act(7)], [transfer(6), transfer(8), transfer(10)], { isAll: true });
  expect(items.map(({ time }) => time)).toEqual([10, 9, 8, 7, 6].map(timeOf));
  expect(items.map(isTransfer)).toEqual([true, false, true, false, true]);
});

it('keeps back what is older than the acts that are there, as long as older ones are to come', () => {
  const items = mergeHistory([act(9), act(7)], [transfer(6), transfer(8)], { isAll: false });
  expect(items.map(({ time }) => time)).toEqual([9, 8, 7].map(timeOf));
  expect(mergeHistory([], [transfer(6)], { isAll: false })).toEqual([]);
  expect(mergeHistory([], [transfer(6)], { isAll: true })).toHaveLength(1);
});
