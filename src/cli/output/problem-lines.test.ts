import { expect, it } from 'vitest';
import { problem } from '../../contract/problem';
import { allowlistOffset, problemLines } from './problem-lines';
import { createStyle } from './style';

const FAULT = { line: 2, text: 'flask >> 1', message: 'wrong' };

it.each([
  ['version = 1\nallowlist = """\nsix\nflask >> 1\n"""\n', 2],
  ["\uFEFFallowlist = '''\r\nsix\r\n  flask >> 1\r\n'''\r\n", 1],
  ['# note\nallowlist = """six\nflask >> 1"""\n', 1],
])('finds the allowlist in the file %j', (text, offset) => {
  expect(allowlistOffset(text.replace('\uFEFF', ''), [FAULT])).toBe(offset);
});

it.each(['allowlist = "six\\nflask >> 1"\n', 'version = 1\n'])(
  'says nothing where the lines are not those of the file: %j',
  (text) => {
    expect(allowlistOffset(text, [FAULT])).toBeNull();
  },
);

it('lets no line of an allowlist command the terminal', async () => {
  const lines = [{ line: 1, text: 'six\u001b[31m\u202e', message: 'wrong' }];
  const told = await problemLines(
    problem('allowlist-invalid', { path: '/nowhere', lines }),
    createStyle(false),
  );
  expect(told).toContain('/nowhere, allowlist line 1: "six\ufffd[31m\ufffd": wrong');
});
