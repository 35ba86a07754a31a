import { describe, expect, it } from 'vitest';
import { formatBytes, formatCount, formatDuration, formatTally, percentOf } from './quantities';

describe('quantities', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.0 kB'],
    [12_345, '12.3 kB'],
    [99_949, '99.9 kB'],
    [99_951, '100 kB'],
    [999_400, '999 kB'],
    [999_600, '1.0 MB'],
    [5_600_000_000, '5.6 GB'],
    [21_700_000_000_000, '21.7 TB'],
  ])('%d bytes are %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });

  it.each([
    [400, '0 s'],
    [59_400, '59 s'],
    [60_000, '1 min'],
    [200_000, '3 min 20 s'],
    [3_900_000, '1 h 5 min'],
    [90_000_000, '1 d 1 h'],
  ])('%d ms are %s', (durationMs, text) => {
    expect(formatDuration(durationMs)).toBe(text);
  });

  it('counts have their plural', () => {
    expect([formatCount(1, 'file'), formatCount(1234, 'file')]).toEqual(['1 file', '1,234 files']);
  });

  it('tallies say what is not known', () => {
    expect(formatTally({ files: 0, bytes: 0, filesOfUnknownSize: 0 })).toBe('none');
    expect(formatTally({ files: 2, bytes: 1500, filesOfUnknownSize: 0 })).toBe('2 files, 1.5 kB');
    expect(formatTally({ files: 3, bytes: 1500, filesOfUnknownSize: 1 })).toBe(
      '3 files, 1.5 kB and 1 of unknown size',
    );
    expect(formatTally({ files: 1, bytes: 0, filesOfUnknownSize: 1 })).toBe('1 file of unknown size');
  });

  it('percent are rounded down and stay in their bounds', () => {
    expect([percentOf(999, 1000), percentOf(0, 0), percentOf(5, 4), percentOf(-1, 4)]).toEqual([
      99, 100, 100, 0,
    ]);
  });
});
