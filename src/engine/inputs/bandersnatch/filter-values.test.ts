import { describe, expect, it } from 'vitest';
import { formatMetadataKey, formatSize, parseMetadataKey, sizeBytesOf, wholeNumberOf } from './filter-values';

describe('values of filters', () => {
  it.each([
    ['1G', 1024 ** 3],
    ['500 MB', 500 * 1024 ** 2],
    ['1.5 GiB', 1.5 * 1024 ** 3],
    ['2k', 2048],
    ['1024', 1024],
    ['10 bytes', 10],
    ['', null],
    ['G', null],
    ['-1G', null],
    ['1 parsec', null],
    ['9999999999P', null],
  ])('the size "%s" has %s bytes', (text, bytes) => {
    expect(sizeBytesOf(text)).toBe(bytes);
  });

  it.each([0, 1, 1023, 1024, 3 * 1024 ** 2, 1024 ** 3 + 1])(
    '%d bytes are said so that they are read again',
    (bytes) => {
      expect(sizeBytesOf(formatSize(bytes))).toBe(bytes);
    },
  );

  it.each([
    ['3', 3],
    [' 12 ', 12],
    ['-1', -1],
    ['1_000', 1000],
    ['3.0', null],
    ['three', null],
    ['', null],
  ])('the number "%s" is %s', (text, number) => {
    expect(wholeNumberOf(text)).toBe(number);
  });

  it.each([
    ['info.classifiers', { match: 'any', nullsMatch: true, path: 'info.classifiers' }],
    ['not-null:info.license', { match: 'any', nullsMatch: false, path: 'info.license' }],
    ['all:not-null:match-null:x', { match: 'all', nullsMatch: true, path: 'x' }],
    ['none:odd:release_file.filename', { match: 'none', nullsMatch: true, path: 'release_file.filename' }],
  ] as const)('the key %s is read with its tags, and said again', (key, expected) => {
    expect(parseMetadataKey(key)).toEqual(expected);
    expect(parseMetadataKey(formatMetadataKey(expected))).toEqual(expected);
  });
});
