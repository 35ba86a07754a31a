import { expect, it } from 'vitest';
import { createStyle, wantsColour } from './style';

it.each([
  [true, {}, true],
  [true, { NO_COLOR: '' }, true],
  [true, { NO_COLOR: '1' }, false],
  [true, { TERM: 'dumb' }, false],
  [false, {}, false],
])('a terminal (%s) with %j has colour: %s', (isTerminal, variables, expected) => {
  expect(wantsColour(isTerminal, variables)).toBe(expected);
});

it('without colour text stays as it is', () => {
  expect(createStyle(false).red('x')).toBe('x');
  expect(createStyle(true).red('x')).toBe('\u001b[31mx\u001b[39m');
});
