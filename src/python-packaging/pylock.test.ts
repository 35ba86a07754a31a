import { parse } from 'smol-toml';
import { expect, it } from 'vitest';
import { formatMarker } from './marker-tree';
import { isPylockName, parsePylock } from './pylock';

const HEAD = 'lock-version = "1.0"\ncreated-by = "x"\n';
const WHEEL = '{ url = "https://example.org/six-1.0-py3-none-any.whl", hashes = { sha256 = "ab" } }';

const messageOf = (toml: string) => {
  const result = parsePylock(parse(toml));
  return result.ok ? null : result.message;
};

it('reads what a lock file says of itself and of its packages', () => {
  const result = parsePylock(
    parse(`
lock-version = "1.0"
environments = ["sys_platform == 'win32'"]
requires-python = ">=3.9"
extras = ["cli"]
dependency-groups = ["dev"]
default-groups = ["default"]
created-by = "mousebender"

[[packages]]
name = "six"
version = "1.0"
marker = "'cli' in extras"
requires-python = ">=3"
index = "https://example.org/simple/"
dependencies = [{ name = "attrs" }]
wheels = [{ name = "six-1.0-py3-none-any.whl", upload-time = 2023-10-05T14:48:00Z, url = "https://example.org/a%2Fb", size = 5, hashes = { sha256 = "ab", md5 = "cd" } }]

[packages.sdist]
path = "./six-1.0.tar.gz"
hashes = { sha256 = "ef" }

[[packages]]
name = "tool"
vcs = { type = "git", url = "https://example.org/tool.git", commit-id = "abc", requested-revision = "main" }

[[packages]]
name = "mine"
directory = { path = "..", editable = true }
`),
  );
  if (!result.ok) throw new Error(result.message);
  const { lock, warnings } = result;
  expect(warnings).toEqual([]);
  expect(lock.environments?.map(formatMarker)).toEqual(['sys_platform == "win32"']);
  expect(lock).toMatchObject({
    requiresPython: { text: '>=3.9' },
    extras: ['cli'],
    dependencyGroups: ['dev'],
    defaultGroups: ['default'],
    createdBy: 'mousebender',
  });
  expect(lock.packages).toMatchObject([
    {
      name: 'six',
      version: { canonical: '1.0' },
      requiresPython: { text: '>=3' },
      index: 'https://example.org/simple/',
      dependencies: [{ name: 'attrs' }],
      sdist: { filename: 'six-1.0.tar.gz', path: './six-1.0.tar.gz', url: null, sizeBytes: null },
      wheels: [
        { filename: 'six-1.0-py3-none-any.whl', sizeBytes: 5, uploadTime: '2023-10-05T14:48:00.000Z' },
      ],
    },
    { name: 'tool', version: null, vcs: { commitId: 'abc', requestedRevision: 'main', path: null } },
    { name: 'mine', directory: { path: '..', editable: true } },
  ]);
  expect([...(lock.packages[0]?.wheels[0]?.hashes ?? [])]).toEqual([
    ['sha256', 'ab'],
    ['md5', 'cd'],
  ]);
});

it('warns of a minor version that it does not know, and refuses a major one', () => {
  const lock = (version: string) => parsePylock({ 'lock-version': version, 'created-by': 'x', packages: [] });
  expect(lock('1.2')).toMatchObject({
    ok: true,
    warnings: ['the lock file is of version 1.2; what came after 1.0 is passed over'],
  });
  expect(lock('2.0')).toEqual({ ok: false, message: 'version 2.0 of lock files is not known here' });
  expect(lock('0.9').ok).toBe(false);
});

it.each([
  ['created-by = "x"\npackages = []', '"lock-version" must be a text'],
  [HEAD, '"packages" must be a list'],
  [`${HEAD}packages = [1]`, '"packages[0]" must be an object'],
  [`${HEAD}[[packages]]\nname = "A_b"`, '"packages[0].name" must be a normalised name, not "A_b"'],
  [
    `${HEAD}[[packages]]\nname = "six"`,
    '"packages[0]" must have wheels, an sdist, or one of vcs, directory and archive',
  ],
  [
    `${HEAD}[[packages]]\nname = "six"\nwheels = [${WHEEL}]\ndirectory = { path = "." }`,
    '"packages[0]" must not have files of an index and a direct source as well',
  ],
  [
    `${HEAD}[[packages]]\nname = "other"\nwheels = [${WHEEL}]`,
    '"packages[0].wheels[0]" is a file of "six", not of "other"',
  ],
  [
    `${HEAD}[[packages]]\nname = "six"\nversion = "2"\nwheels = [${WHEEL}]`,
    '"packages[0].wheels[0]" is of version 1.0, not 2',
  ],
  [
    `${HEAD}[[packages]]\nname = "six"\nwheels = [{ path = "six-1.0-py3-none-any.whl", hashes = {} }]`,
    '"packages[0].wheels[0].hashes" must have at least one hash',
  ],
  [
    `${HEAD}[[packages]]\nname = "six"\nsdist = { name = "six-1.0.tar.gz", hashes = { sha256 = "a" } }`,
    '"packages[0].sdist" must have an url or a path',
  ],
  [`${HEAD}environments = ["x"]\npackages = []`, /^"environments\[0\]" is no marker: /],
])('says what is wrong with %j', (toml, message) => {
  expect(messageOf(toml)).toEqual(message instanceof RegExp ? expect.stringMatching(message) : message);
});

it('knows the names of lock files', () => {
  expect(['pylock.toml', 'pylock.dev.toml'].map(isPylockName)).toEqual([true, true]);
  expect(['pylock.a.b.toml', 'pylock..toml', 'Pylock.toml', 'xpylock.toml'].map(isPylockName)).toEqual(
    Array.from({ length: 4 }, () => false),
  );
});
