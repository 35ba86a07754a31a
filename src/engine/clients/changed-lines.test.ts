import { expect, it } from 'vitest';
import { changedLines } from './changed-lines';

it.each([
  ['', 'a\nb\n', ['+ a', '+ b']],
  ['a\nb\nc\n', 'a\nc\n', ['- b']],
  ['a\nb\nc\n', 'a\nx\nc\nd\n', ['- b', '+ x', '+ d']],
  ['a\r\nb\r\n', 'a\nb', []],
  ['a\n', '', ['- a']],
])('from %j to %j', (before, after, changes) => {
  expect(changedLines(before, after)).toEqual(changes);
});

it('takes a very long text as a whole', () => {
  expect(changedLines('a\n'.repeat(3000), 'b\n')).toHaveLength(3001);
});
