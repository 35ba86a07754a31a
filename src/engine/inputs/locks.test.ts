import { describe, expect, it } from 'vitest';
import { ProblemError } from '../../contract/problem';
import type { Lock } from './lock';
import { readPipfileLock } from './read-pipfile-lock';
import { readPoetryLock } from './read-poetry-lock';
import { readUvLock } from './read-uv-lock';
import { selectLocked } from './select-locked';
import { linuxEnvironment, windowsEnvironment } from './testing/environments';
import { PIPFILE_LOCK, POETRY_1_LOCK, POETRY_2_LOCK, UV_LOCK } from './testing/sample-locks';

const linux = linuxEnvironment;
const windows = windowsEnvironment('3.12.12');

const names = (lock: Lock, environment: Parameters<typeof selectLocked>[1]): readonly string[] =>
  selectLocked(lock, environment).map(({ name, version }) => `${name} ${version ?? ''}`);

function problemOf(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    if (error instanceof ProblemError) return error.problem;
    throw error;
  }
}

describe('uv.lock', () => {
  const lock = readUvLock('uv.lock', UV_LOCK);

  it('holds every release with its files, and not the project itself', () => {
    expect(names(lock, null)).toEqual([
      'click 8.3.0',
      'colorama 0.4.6',
      'httpx 0.28.1',
      'h2 4.3.0',
      'numpy 2.2.6',
      'numpy 2.3.4',
      'pytest 8.4.2',
      'sniffio 1.3.1',
      'socksio 1.0.0',
    ]);
    expect(lock.packages[0]?.files).toEqual([
      { filename: 'click-8.3.0.tar.gz', sha256: ['1'.repeat(64)] },
      { filename: 'click-8.3.0-py3-none-any.whl', sha256: ['2'.repeat(64)] },
    ]);
  });

  it('names what no index carries', () => {
    expect(lock.notCarried).toEqual([
      {
        name: 'sandlib',
        reason: expect.stringContaining('version control') as string,
        place: 'uv.lock, package "sandlib"',
      },
    ]);
  });

  it('is walked from the project with its extras and groups, and through what no index carries', () => {
    expect(names(lock, linux('3.12.12'))).toEqual([
      'click 8.3.0',
      'httpx 0.28.1',
      'numpy 2.3.4',
      'pytest 8.4.2',
      'sniffio 1.3.1',
      'socksio 1.0.0',
    ]);
    expect(names(lock, linux('3.10.19'))).toContain('numpy 2.2.6');
    expect(names(lock, linux('3.10.19'))).not.toContain('numpy 2.3.4');
    expect(names(lock, windows)).toContain('colorama 0.4.6');
  });

  it('of a script takes what the script asks for', () => {
    const script = `version = 1\nrequires-python = ">=3.12"\n\n[manifest]\nrequirements = [{ name = "sniffio", marker = "sys_platform == 'win32'" }]\n
[[package]]\nname = "sniffio"\nversion = "1.3.1"\nsource = { registry = "https://pypi.org/simple" }\n`;
    expect(names(readUvLock('x.py.lock', script), windows)).toEqual(['sniffio 1.3.1']);
    expect(names(readUvLock('x.py.lock', script), linux('3.12.1'))).toEqual([]);
  });

  it('goes round a cycle once', () => {
    const entry = (name: string, next: string) =>
      `[[package]]\nname = "${name}"\nversion = "1"\nsource = { registry = "r" }\ndependencies = [{ name = "${next}", extra = ["a", "b"] }]\n`;
    const cyclic = `version = 1\n${entry('a', 'b')}${entry('b', 'a')}`;
    expect(names(readUvLock('uv.lock', cyclic), windows)).toEqual(['a 1', 'b 1']);
  });

  it('takes conflicting extras all', () => {
    const text = `version = 1\n[[package]]\nname = "p"\nversion = "1"\nsource = { virtual = "." }
dependencies = [{ name = "torch", marker = "extra == 'extra-1-p-cpu' or (extra != 'extra-1-p-gpu' and sys_platform == 'win32')" }]
[[package]]\nname = "torch"\nversion = "2.9.0"\nsource = { registry = "r" }\n`;
    expect(names(readUvLock('uv.lock', text), linux('3.12.1'))).toEqual(['torch 2.9.0']);
  });

  it.each([
    ['version = 2\n', 'The file', /version 2; only version 1/],
    ['version = 1\n[[package]]\nname = "a"\n', 'package "a"', /"source" is missing/],
    [
      'version = 1\n[[package]]\nname = "../a"\nsource = { registry = "x" }\n',
      '"package" 1',
      /no name of a project/,
    ],
    ['version = 1\n[[package]]\nname = 3\n', '"package" 1, "name"', /a text is expected/],
    ['version = 1\npackage = "many"\n', '"package"', /list of tables/],
    [
      'version = 1\n[[package]]\nname = "a"\nsource = { ftp = "x" }\n',
      'package "a", "source"',
      /"ftp" is not known/,
    ],
    [
      'version = 1\n[[package]]\nname = "a"\nsource = { registry = "x" }\nwheels = [{ url = "https://x/..%2Fevil.whl" }]\n',
      'package "a", "wheels" 1',
      /"..\/evil.whl" is no name of a file/,
    ],
    [
      'version = 1\n[[package]]\nname = "a"\nsource = { registry = "x" }\nwheels = [{ url = "https://x/a.whl", hash = "sha256:12" }]\n',
      'package "a", "wheels" 1',
      /no SHA-256/,
    ],
    [
      'version = 1\n[[package]]\nname = "a"\nsource = { registry = "x" }\ndependencies = [{ name = "a", marker = "os = 1" }]\n',
      'package "a", "dependencies" 1',
      /marker "os = 1"/,
    ],
    ['version = 1\n[[package]\n', 'line 2, column 11', /./],
    ['', 'The file', /"version" is missing, so it is no lock of uv/],
    [
      'version = 1\n[[package]]\nname = "a"\nversion = "1.0\\u001b[2J"\nsource = { registry = "x" }\n',
      'package "a"',
      /"1\.0.*" is no version/,
    ],
  ])('that is wrong is refused with the place: %j', (text, place, reason) => {
    expect(problemOf(() => readUvLock('uv.lock', text))).toMatchObject({
      code: 'input-invalid',
      parameters: { name: 'uv.lock', place, reason: expect.stringMatching(reason) as string },
    });
  });
});

describe('poetry.lock', () => {
  const lock = readPoetryLock('poetry.lock', POETRY_2_LOCK);

  it('of poetry 2 is judged by its markers, for every group and extra', () => {
    expect(names(lock, null)).toEqual(['click 8.3.0', 'colorama 0.4.6', 'pysocks 1.7.1']);
    expect(names(lock, linux('3.13.1'))).toEqual(['click 8.3.0']);
    expect(names(lock, linux('3.12.1'))).toEqual(['click 8.3.0', 'pysocks 1.7.1']);
    expect(names(lock, windows)).toEqual(['click 8.3.0', 'colorama 0.4.6', 'pysocks 1.7.1']);
    expect(lock.packages[1]?.files).toEqual([
      { filename: 'colorama-0.4.6-py2.py3-none-any.whl', sha256: ['3'.repeat(64)] },
    ]);
    expect(lock.notCarried.map(({ name }) => name)).toEqual(['sandlib']);
    expect(lock.warnings).toEqual([]);
  });

  it('of poetry 1 takes all for every environment, and says so', () => {
    const old = readPoetryLock('poetry.lock', POETRY_1_LOCK);
    expect(names(old, linux('3.12.1'))).toEqual(['click 8.1.3', 'colorama 0.4.5']);
    expect(old.packages[0]?.files).toHaveLength(2);
    expect(old.warnings).toHaveLength(1);
  });

  it('takes a package that one group wants without a condition', () => {
    const text = POETRY_2_LOCK.replace(
      'markers = {main = "platform_system',
      'markers = {docs = "platform_system',
    );
    expect(names(readPoetryLock('poetry.lock', text), linux('3.13.1'))).toContain('colorama 0.4.6');
  });

  it.each([
    ['[[package]]\nname = "a"\n', 'The file', /"metadata" is missing/],
    ['[metadata]\nlock-version = "3.0"\n', '"metadata"', /3.0 cannot be read/],
    ['[metadata]\nlock-version = "2.1"\n[[package]]\nname = "a"\n', 'package "a"', /"version" is missing/],
    [
      '[metadata]\nlock-version = "2.1"\n[[package]]\nname = "a"\nversion = "1"\nfiles = [{file = "a/b", hash = "sha256:0"}]\n',
      'package "a", "files" 1',
      /"a\/b" is no name|no SHA-256/,
    ],
  ])('that is wrong is refused with the place: %j', (text, place, reason) => {
    expect(problemOf(() => readPoetryLock('poetry.lock', text))).toMatchObject({
      code: 'input-invalid',
      parameters: { place, reason: expect.stringMatching(reason) as string },
    });
  });
});

describe('Pipfile.lock', () => {
  const lock = readPipfileLock('Pipfile.lock', PIPFILE_LOCK);

  it('has hashes without names, each once, for what its markers admit', () => {
    expect(names(lock, linux('3.12.1'))).toEqual(['certifi 2025.10.5']);
    expect(names(lock, windows)).toEqual(['certifi 2025.10.5', 'colorama 0.4.6', 'pywin32 311']);
    expect(lock.packages[0]?.files).toEqual([
      { filename: null, sha256: ['1'.repeat(64)] },
      { filename: null, sha256: ['2'.repeat(64)] },
    ]);
  });

  it('names what no index carries, by category', () => {
    expect(lock.notCarried.map(({ name, place }) => [name, place])).toEqual([
      ['sandlib', 'Pipfile.lock, "default", package "sandlib"'],
      ['dune', 'Pipfile.lock, "default", package "dune"'],
    ]);
  });

  it.each([
    ['[', 'The file', /not JSON/],
    ['[]', 'The file', /a table is expected/],
    ['{"default": {}}', 'The file', /"_meta" is missing/],
    ['{"_meta": {"pipfile-spec": 7}}', '"_meta"', /pipfile-spec 7/],
    [
      '{"_meta": {"pipfile-spec": 6}, "default": {"a": {"version": ">=1"}}}',
      '"default", package "a"',
      /exact version/,
    ],
    [
      '{"_meta": {"pipfile-spec": 6}, "default": {"a": {"hashes": [1]}}}',
      '"default", package "a", "hashes"',
      /list of texts/,
    ],
    [
      '{"_meta": {"pipfile-spec": 6}, "default": {"__proto__": {"version": "==1"}}}',
      '"default", package "__proto__"',
      /no name/,
    ],
  ])('that is wrong is refused with the place: %j', (text, place, reason) => {
    expect(problemOf(() => readPipfileLock('Pipfile.lock', text))).toMatchObject({
      code: 'input-invalid',
      parameters: { place, reason: expect.stringMatching(reason) as string },
    });
  });
});
