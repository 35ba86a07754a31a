import { expect, it } from 'vitest';
import { dependencyGroupNames, expandDependencyGroup } from './dependency-groups';

const GROUPS = {
  Test: ['pytest>=8', { 'include-group': 'typing.stubs' }],
  'typing-stubs': ['types-six'],
  dev: [{ 'include-group': 'test' }, { 'include-group': 'typing-stubs' }, 'ruff'],
};

function textsOf(groups: unknown, name: string): readonly string[] | string {
  const result = expandDependencyGroup(groups, name);
  return result.ok ? result.requirements.map(({ text, group }) => `${group}: ${text}`) : result.message;
}

it('expands included groups, each once, whatever the spelling of their names', () => {
  expect(dependencyGroupNames(GROUPS)).toEqual(['Test', 'typing-stubs', 'dev']);
  expect(textsOf(GROUPS, 'DEV')).toEqual(['Test: pytest>=8', 'typing-stubs: types-six', 'dev: ruff']);
});

it.each([
  [{ a: [] }, 'b', 'there is no dependency group "b"'],
  [{ a: [{ 'include-group': 'b' }] }, 'a', 'the group "a" includes "b", which is not there'],
  [{ a: [{ 'include-group': 'a' }] }, 'a', 'the group "a" includes "a": a circle; take one include out'],
  [
    { x: [{ 'include-group': 'a' }], a: [{ 'include-group': 'b' }], b: [{ 'include-group': 'A' }] },
    'x',
    'the group "a" includes "b", which includes "a": a circle; take one include out',
  ],
  [{ 'a.b': [], A_b: [] }, 'x', '"a.b" and "A_b" are two names of one group; keep one'],
  [{ a: 'six' }, 'a', 'the group "a" must be a list'],
  [{ a: ['six six'] }, 'a', /^"six six" in the group "a" is no requirement: /],
  [{ a: [{ path: '.' }] }, 'a', /^the group "a" has an entry that is neither/],
  [{ a: [{ 'include-group': 'b', x: 1 }] }, 'a', /^the group "a" has an entry that is neither/],
  [['a'], 'a', '"dependency-groups" must be a table'],
])('says what is wrong with %j', (groups, name, message) => {
  expect(textsOf(groups, name)).toEqual(message instanceof RegExp ? expect.stringMatching(message) : message);
});

it('reads groups that include each other twice, thirty deep, in no time', () => {
  const groups = Object.fromEntries(
    Array.from({ length: 30 }, (_, index) => {
      const include = { 'include-group': `g${index + 1}` };
      return [`g${index}`, index === 29 ? ['six'] : [include, include]];
    }),
  );
  expect(textsOf(groups, 'g0')).toEqual(['g29: six']);
});

it('refuses a chain of includes that would exhaust the stack', () => {
  const chain = Array.from({ length: 100_000 }, (_, index) => [
    `g${index}`,
    [{ 'include-group': `g${index + 1}` }],
  ]);
  expect(textsOf(Object.fromEntries(chain), 'g0')).toBe(
    'the group "g0" includes too many groups in each other',
  );
});
