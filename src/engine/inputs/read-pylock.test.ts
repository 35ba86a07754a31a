import { expect, it } from 'vitest';
import { ProblemError } from '../../contract/problem';
import { readLock } from './read-lock';
import { selectLocked } from './select-locked';
import { windowsEnvironment } from './testing/environments';

const PYLOCK = `lock-version = "1.0"
environments = ["sys_platform == 'win32'", "sys_platform == 'linux'"]
requires-python = ">=3.10"
extras = ["fast"]
dependency-groups = ["docs"]
default-groups = []
created-by = "uv"

[[packages]]
name = "attrs"
version = "25.4.0"
index = "https://pypi.org/simple"
sdist = { url = "https://files.pythonhosted.org/packages/attrs-25.4.0.tar.gz", upload-time = 2025-10-06T13:54:44Z, size = 934251, hashes = { sha256 = "${'1'.repeat(64)}" } }
wheels = [{ url = "https://files.pythonhosted.org/packages/attrs-25.4.0-py3-none-any.whl", size = 67615, hashes = { sha256 = "${'2'.repeat(64).toUpperCase()}" } }]

[[packages]]
name = "uvloop"
version = "0.22.1"
marker = "sys_platform != 'win32' and 'fast' in extras"
wheels = [{ url = "https://x.example/uvloop-0.22.1-cp312-cp312-macosx_11_0_arm64.whl", hashes = { sha512 = "${'3'.repeat(128)}" } }]

[[packages]]
name = "sphinx"
version = "8.2.3"
marker = "'docs' in dependency_groups"
wheels = [{ path = "wheels/sphinx-8.2.3-py3-none-any.whl", hashes = { sha256 = "${'4'.repeat(64)}" } }]

[[packages]]
name = "sandlib"
version = "1.0"
vcs = { type = "git", url = "https://github.com/example/sandlib", commit-id = "0123456789abcdef0123456789abcdef01234567" }

[[packages]]
name = "dune"
directory = { path = ".", editable = true }
`;

it('reads a pylock.toml, for every extra and group', () => {
  const lock = readLock('pylock.dev.toml', Buffer.from(PYLOCK));
  expect(lock.packages.map(({ name, files }) => [name, files])).toEqual([
    [
      'attrs',
      [
        { filename: 'attrs-25.4.0.tar.gz', sha256: ['1'.repeat(64)] },
        { filename: 'attrs-25.4.0-py3-none-any.whl', sha256: ['2'.repeat(64)] },
      ],
    ],
    ['uvloop', [{ filename: 'uvloop-0.22.1-cp312-cp312-macosx_11_0_arm64.whl', sha256: [] }]],
    ['sphinx', [{ filename: 'sphinx-8.2.3-py3-none-any.whl', sha256: ['4'.repeat(64)] }]],
  ]);
  expect(selectLocked(lock, windowsEnvironment('3.12.1')).map(({ name }) => name)).toEqual([
    'attrs',
    'sphinx',
  ]);
  expect(lock.notCarried.map(({ name, place }) => [name, place])).toEqual([
    ['sandlib', 'pylock.dev.toml, package "sandlib"'],
    ['dune', 'pylock.dev.toml, package "dune"'],
  ]);
});

it.each([
  ['lock-version = "2.0"\ncreated-by = "x"\npackages = []\n', /2.0/],
  ['lock-version = "1.0"\npackages = []\n', /created-by/],
  ['lock-version = "1.0"\ncreated-by = "x"\n[[packages]]\nname = "a"\nversion = "1"\n', /wheels, an sdist/],
  ['lock-version = ', /./],
])('refuses a pylock.toml that is wrong: %j', (text, reason) => {
  const read = () => readLock('pylock.toml', Buffer.from(text));
  expect(read).toThrow(ProblemError);
  expect(read).toThrow(
    expect.objectContaining({
      problem: expect.objectContaining({
        code: 'input-invalid',
        parameters: expect.objectContaining({ reason: expect.stringMatching(reason) as string }) as object,
      }) as object,
    }) as Error,
  );
});

it('refuses to take for a lock what is none', () => {
  expect(() => readLock('requirements.txt', Buffer.from('attrs\n'))).toThrow(
    expect.objectContaining({
      problem: expect.objectContaining({ code: 'input-unrecognised' }) as object,
    }) as Error,
  );
});
