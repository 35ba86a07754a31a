import { describe, expect, it } from 'vitest';
import { createFormat, floorPercent } from './format';
import { timeLeftMs } from './time-left';

const format = createFormat('en');

describe('bytes', () => {
  it.each([
    [0, '0 kB'],
    [812, '0.8 kB'],
    [12_345, '12.3 kB'],
    [999_400, '999 kB'],
    [999_960, '1.0 MB'],
    [5_600_000, '5.6 MB'],
    [123_456_789, '123 MB'],
    [21_700_000_000_000, '21.7 TB'],
  ])('%d is shown as %s', (bytes, shown) => {
    expect(format.bytes(bytes)).toBe(shown);
  });
});

describe('percent', () => {
  it('says 100% only when all is done', () => {
    expect(format.percent(999, 1000)).toBe('99%');
    expect(format.percent(1000, 1000)).toBe('100%');
  });
  it('takes nothing of nothing as done, and stays between 0 and 100', () => {
    expect(floorPercent(0, 0)).toBe(100);
    expect(floorPercent(-5, 10)).toBe(0);
    expect(floorPercent(12, 10)).toBe(100);
  });
});

describe('duration', () => {
  it.each([
    [0, '0 sec'],
    [59_400, '59 sec'],
    [59_600, '1 min'],
    [200_000, '3 min 20 sec'],
    [3_600_000, '1 hr'],
    [90_061_000, '1 day 1 hr'],
  ])('%d ms is shown as %s', (durationMs, shown) => {
    expect(format.duration(durationMs)).toBe(shown);
  });
});

describe('time left', () => {
  it('is not known without a speed', () => {
    expect(timeLeftMs(100, 0)).toBeNull();
  });
  it('is what is left by the speed', () => {
    expect(timeLeftMs(5_000_000, 1_000_000)).toBe(5000);
  });
});
