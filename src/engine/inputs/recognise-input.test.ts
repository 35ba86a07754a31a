import { describe, expect, it } from 'vitest';
import { recogniseInput } from './recognise-input';
import { PIPFILE_LOCK, POETRY_1_LOCK, POETRY_2_LOCK, UV_LOCK } from './testing/sample-locks';

describe('an input is recognised', () => {
  it.each([
    ['requirements.txt', 'requirements'],
    ['C:\\work\\dev-requirements.in', 'requirements'],
    ['constraints.txt', 'requirements'],
    ['pyproject.toml', 'pyproject'],
    ['a/b/pylock.toml', 'pylock'],
    ['pylock.linux-x86_64.toml', 'pylock'],
    ['uv.lock', 'uv-lock'],
    ['poetry.lock', 'poetry-lock'],
    ['Pipfile.lock', 'pipfile-lock'],
    ['bandersnatch.conf', 'bandersnatch'],
    ['mirror.ini', 'bandersnatch'],
  ])('by its name: %s', (name, kind) => {
    expect(recogniseInput(name, '')).toBe(kind);
  });

  it.each([
    [UV_LOCK, 'uv-lock'],
    [POETRY_1_LOCK, 'poetry-lock'],
    [POETRY_2_LOCK, 'poetry-lock'],
    [PIPFILE_LOCK, 'pipfile-lock'],
    ['lock-version = "1.0"\ncreated-by = "uv"\n[[packages]]\n', 'pylock'],
    ['[project]\nname = "a"\n', 'pyproject'],
    ['[tool.poetry.dependencies]\na = "^1"\n', 'pyproject'],
    ['; mine\n[mirror]\ndirectory = /srv\n', 'bandersnatch'],
    ['{"sandgrouse-target": 1, "id": "x"}', 'target'],
    ['attrs==25.4.0\nrich==14.2.0\n', 'requirements'],
    ['-e git+https://example.org/x.git#egg=x\nattrs==25.4.0\n', 'requirements'],
    ['# only\nrequests\n', 'requirements'],
  ])('by its content: %j', (text, kind) => {
    expect(recogniseInput('pasted text', text)).toBe(kind);
  });

  it.each([
    ['notes.txt', 'Dear all,\nwe need these soon.\nYours\n', /none of: requirements files/],
    ['x', '  \n', /empty/],
    ['photo.png', '\u0089PNG\u0000\u0001 !!', /none of/],
    [
      'environment.yml',
      'name: lab\r\nchannels:\r\n  - conda-forge\r\ndependencies:\r\n  - python=3.12\r\n  - pip:\r\n      - attrs\r\n',
      /environment of conda.*requirements\.txt.*"pip:"/,
    ],
    ['pasted text', 'dependencies:\n- numpy\n- pip:\n  - attrs\n', /environment of conda/],
    ['x.json', '{"a": 1}', /none of/],
  ])('or refused with what is understood: %s', (name, text, reason) => {
    expect(() => recogniseInput(name, text)).toThrow(
      expect.objectContaining({
        problem: {
          code: 'input-unrecognised',
          parameters: { name, reason: expect.stringMatching(reason) as string },
        },
      }) as Error,
    );
  });
});
