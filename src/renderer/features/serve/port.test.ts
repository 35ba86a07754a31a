import { expect, it } from 'vitest';
import { parsePort } from './port';

it.each([
  ['', null],
  [' 8080 ', 8080],
  ['65535', 65_535],
  ['0', 'invalid'],
  ['65536', 'invalid'],
  ['80a', 'invalid'],
  ['-1', 'invalid'],
])('"%s" is taken as %s', (typed, port) => {
  expect(parsePort(typed)).toBe(port);
});
