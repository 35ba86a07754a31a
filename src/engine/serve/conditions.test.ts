import { describe, expect, it } from 'vitest';
import { readByteRange } from './byte-range';
import { evaluateConditions, mayGiveRange } from './conditions';

const FILE = { etag: '"v1"', modifiedAtMs: Date.UTC(2026, 0, 1, 12, 0, 0, 500) };
const SAME = 'Thu, 01 Jan 2026 12:00:00 GMT';
const BEFORE = 'Thu, 01 Jan 2026 11:59:59 GMT';
const AFTER = 'Thu, 01 Jan 2026 12:00:01 GMT';

describe('the conditions of a request', () => {
  it.each([
    ['there are none', {}, 'go-on'],
    ['the tag is known', { 'if-none-match': '"v1"' }, 'not-modified'],
    ['the tag is known as a weak one', { 'if-none-match': 'W/"v1"' }, 'not-modified'],
    ['the tag is one of several', { 'if-none-match': '"v0", "v1"' }, 'not-modified'],
    ['any tag will do', { 'if-none-match': '*' }, 'not-modified'],
    ['the tag is another', { 'if-none-match': '"v0"' }, 'go-on'],
    [
      'the tag is another, whatever the time',
      { 'if-none-match': '"v0"', 'if-modified-since': AFTER },
      'go-on',
    ],
    ['nothing changed since', { 'if-modified-since': SAME }, 'not-modified'],
    ['it changed since', { 'if-modified-since': BEFORE }, 'go-on'],
    ['the time is no time', { 'if-modified-since': 'yesterday' }, 'go-on'],
    ['the tag has to match and does', { 'if-match': '"v1"' }, 'go-on'],
    ['any tag has to match', { 'if-match': '*' }, 'go-on'],
    ['the tag has to match and does not', { 'if-match': '"v0"' }, 'failed'],
    ['a weak tag cannot match', { 'if-match': 'W/"v1"' }, 'failed'],
    ['it changed although it must not', { 'if-unmodified-since': BEFORE }, 'failed'],
    ['it did not change and must not', { 'if-unmodified-since': SAME }, 'go-on'],
  ] as const)('where %s', (_, headers, outcome) => {
    expect(evaluateConditions(headers, FILE)).toBe(outcome);
  });

  it.each([
    ['nothing is said', {}, true],
    ['the tag is the same', { 'if-range': '"v1"' }, true],
    ['the tag is another', { 'if-range': '"v0"' }, false],
    ['the tag is weak', { 'if-range': 'W/"v1"' }, false],
    ['the time is the same', { 'if-range': SAME }, true],
    ['the time is later', { 'if-range': AFTER }, false],
    ['the time is no time', { 'if-range': 'v1' }, false],
  ])('allow a range where %s', (_, headers, expected) => {
    expect(mayGiveRange(headers, FILE)).toBe(expected);
  });
});

describe('a range', () => {
  it.each([
    ['bytes=0-0', { first: 0, last: 0 }],
    ['bytes=5-', { first: 5, last: 9 }],
    ['bytes=5-99999999999999999999', { first: 5, last: 9 }],
    ['bytes=-3', { first: 7, last: 9 }],
    ['bytes=-10', { first: 0, last: 9 }],
    ['bytes=-16384', { first: 0, last: 9 }],
    ['Bytes= 2 - 4', { first: 2, last: 4 }],
    ['bytes=10-', 'unsatisfiable'],
    ['bytes=99999999999999999999999-', 'unsatisfiable'],
    ['bytes=-0', 'unsatisfiable'],
    ['bytes=4-2', null],
    ['bytes=-', null],
    ['bytes=', null],
    ['bytes=0-1,3-4', null],
    ['bytes=0--1', null],
    ['bytes=1.5-2', null],
    ['items=0-1', null],
    [undefined, null],
  ])('%s of ten bytes', (header, expected) => {
    expect(readByteRange(header, 10)).toEqual(expected);
  });

  it('of an empty file cannot be had', () => {
    expect(readByteRange('bytes=0-', 0)).toBe('unsatisfiable');
    expect(readByteRange('bytes=-5', 0)).toBe('unsatisfiable');
  });
});
