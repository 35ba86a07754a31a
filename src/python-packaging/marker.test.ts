import { expect, it } from 'vitest';
import { type Environment, evaluateMarker, type MarkerContext, parseMarker } from './marker';

const LINUX: Environment = {
  implementation_name: 'cpython',
  implementation_version: '3.13.0',
  os_name: 'posix',
  platform_machine: 'x86_64',
  platform_python_implementation: 'CPython',
  platform_release: '6.1.0-18-amd64',
  platform_system: 'Linux',
  platform_version: '#1 SMP',
  python_full_version: '3.13.0+',
  python_version: '3.13',
  sys_platform: 'linux',
};

function evaluate(text: string, context: MarkerContext = { kind: 'metadata', extra: '' }): boolean | string {
  const parsed = parseMarker(text);
  if (!parsed.ok) throw new Error(parsed.error.message);
  const result = evaluateMarker(parsed.marker, LINUX, context);
  return result.ok ? result.holds : result.message;
}

it('compares versions as versions, and everything else as text', () => {
  expect(evaluate('python_version >= "3.9"')).toBe(true);
  expect(evaluate('"3.9" <= python_version')).toBe(true);
  expect(evaluate('sys_platform >= "a"')).toBe(false);
  expect(evaluate('"inux" in sys_platform')).toBe(true);
});

it('binds "and" closer than "or"', () => {
  expect(evaluate('os_name == "posix" or os_name == "nt" and os_name == "no"')).toBe(true);
  expect(evaluate('(os_name == "posix" or os_name == "nt") and os_name == "no"')).toBe(false);
});

it('finds a kernel release that is no version in no set of versions', () => {
  expect(evaluate('platform_release >= "5"')).toBe(false);
  expect(evaluate('platform_release == "6.1.0-18-amd64"')).toBe(true);
});

it('reads the full version of a Python that was built between releases', () => {
  expect(evaluate('python_full_version >= "3.13"')).toBe(true);
});

it('compares extras by their normalised names', () => {
  expect(evaluate('extra == "Foo_Bar"', { kind: 'metadata', extra: 'foo.bar' })).toBe(true);
  const lock: MarkerContext = {
    kind: 'lock-file',
    extras: new Set(['A_b']),
    dependencyGroups: new Set(['Dev']),
  };
  expect(evaluate('"a-B" in extras and "dev" in dependency_groups', lock)).toBe(true);
  expect(evaluate('"test" not in dependency_groups', lock)).toBe(true);
});

it('says why a marker has no value', () => {
  expect(evaluate('extra == "x"', { kind: 'requirement' })).toBe('"extra" has no value here');
  expect(evaluate('sys_platform ~= "linux"')).toBe('"~=" compares versions, and "linux" is none');
  expect(
    evaluate('extras == "x"', { kind: 'lock-file', extras: new Set(), dependencyGroups: new Set() }),
  ).toBe('"extras" holds several names; write "NAME" in extras');
});
