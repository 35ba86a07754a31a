import { expect, it } from 'vitest';
import { readLogicalLines } from './logical-line';

const texts = (text: string, variables: Readonly<Record<string, string>> = {}) =>
  readLogicalLines(text, (name) => (Object.hasOwn(variables, name) ? variables[name] : null)).map((line) => [
    line.line,
    line.text,
  ]);

it('strips comments at the start of a line or behind white space only', () => {
  expect(texts('# a\n  # b\nc # d\ne#f\ng\t#h\n\n')).toEqual([
    [3, 'c'],
    [4, 'e#f'],
    [5, 'g'],
  ]);
});

it('joins lines that end with a backslash, and numbers them by the first', () => {
  expect(texts('a \\\n  b \\\n  c\nd\\')).toEqual([
    [1, 'a   b   c'],
    [4, 'd'],
  ]);
});

it('ends a joined line with a comment, even one that ends with a backslash', () => {
  expect(texts('a \\\n# b \\\nc\n')).toEqual([
    [1, 'a'],
    [3, 'c'],
  ]);
});

it('divides lines wherever Python does', () => {
  expect(texts('\ufeffa\r\nb\rc\u2028d\x0ce')).toEqual([
    [1, 'a'],
    [2, 'b'],
    [3, 'c'],
    [4, 'd'],
    [5, 'e'],
  ]);
});

it('puts in variables of capitals, digits and underscores that have a value', () => {
  const variables = { USER_1: 'me', EMPTY: '', lower: 'x', A: `\${B}`, B: '$&' };
  expect(texts(`\${USER_1}:\${USER_1}@\${EMPTY}\${MISSING}\${lower}$USER_1`, variables)).toEqual([
    [1, `me:me@\${EMPTY}\${MISSING}\${lower}$USER_1`],
  ]);
  expect(texts(`\${A} \${B}`, variables)).toEqual([[1, '$& $&']]);
});

it('knows where a character of a joined line was written', () => {
  const [line] = readLogicalLines('\n  abc \\\n\\\\ def # x\n', () => null);
  expect(line?.text).toBe('abc \\\\ def');
  expect(line?.placeOf(0)).toEqual({ line: 2, column: 3 });
  expect(line?.placeOf(line.text.indexOf('d'))).toEqual({ line: 3, column: 4 });
});
