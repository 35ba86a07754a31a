import { expect, it } from 'vitest';
import { COMMAND_NAMES } from './command-names';
import { COMMANDS } from './commands';
import { PUSH_NAMES } from './pushes';

it('names every command once', () => {
  expect([...COMMAND_NAMES].sort()).toEqual(Object.keys(COMMANDS).sort());
});

it('gives no push the name of a command', () => {
  const names = new Set<string>(COMMAND_NAMES);
  expect(PUSH_NAMES.filter((name) => names.has(name))).toEqual([]);
});
