import { join, sep } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findPathFault, resolveInside } from './mirror-paths';
import { pathOfRelativeFileUrl, relativeFileUrl } from './page-urls';

const WEB = join(sep, 'mirror', 'web');

describe('a path inside a mirror', () => {
  it.each([
    'packages/ab/cd/ef/six-1.16.0-py2.py3-none-any.whl',
    'packages/ab/cd/ef/torch-2.0+cu118-cp311-cp311-linux_x86_64.whl',
    'packages/ab/cd/ef/package-1!2.0.tar.gz',
  ])('leads to its place: %s', (path) => {
    expect(resolveInside(WEB, path)).toBe(join(WEB, ...path.split('/')));
  });

  it.each([
    ['climbs', '../outside'],
    ['climbs in the middle', 'packages/../../outside'],
    ['is absolute', '/etc/passwd'],
    ['names a drive', 'C:/windows'],
    ['has a drive inside', 'packages/c:evil'],
    ['has a backslash', 'packages\\..\\..\\outside'],
    ['has a dot segment', 'packages/./six.whl'],
    ['has an empty segment', 'packages//six.whl'],
    ['is empty', ''],
    ['ends with a slash', 'packages/'],
    ['is hidden', 'packages/.htaccess'],
    ['ends with a dot', 'packages/six.'],
    ['ends with a space', 'packages/six '],
    ['has a newline', 'packages/six\n.whl'],
    ['has a null', 'packages/six\0.whl'],
    ['has a C1 control character', 'packages/six\u0085.whl'],
    ['has half a surrogate pair', 'packages/six\ud800.whl'],
    ['is reserved on Windows', 'packages/NUL'],
    ['is reserved on Windows with an ending', 'packages/con.tar.gz'],
    ['has a name that no file system takes', `packages/${'x'.repeat(256)}`],
  ])('is refused where it %s', (_, path) => {
    expect(() => resolveInside(WEB, path)).toThrow(
      expect.objectContaining({ problem: expect.objectContaining({ code: 'disk-failed' }) as unknown }),
    );
  });

  it('never leaves the folder, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('.', '/', '\\', 'a', ':', ' ', '\0', '~') }), (path) => {
        if (findPathFault(path) !== null) return;
        expect(resolveInside(WEB, path).startsWith(WEB + sep)).toBe(true);
      }),
    );
  });
});

describe('the address of a file on a page', () => {
  it('is relative, with a plus sign encoded', () => {
    expect(relativeFileUrl('packages/ab/torch-2.0+cu118.whl')).toBe(
      '../../packages/ab/torch-2.0%2Bcu118.whl',
    );
  });

  it('leads back to the path', () => {
    const path = 'packages/ab/cd/p-1!2.0+local.tar.gz';
    expect(pathOfRelativeFileUrl(relativeFileUrl(path))).toBe(path);
  });

  it('may carry a hash, as other tools write it', () => {
    expect(pathOfRelativeFileUrl('../../packages/ab/six.whl#sha256=00')).toBe('packages/ab/six.whl');
  });

  it.each([
    'https://elsewhere.example/packages/ab/six.whl',
    '../../../outside/six.whl',
    '../../packages/../simple/six.whl',
    '../../packages/%2e%2e/%2e%2e/outside',
    '../../packages/a%2Fb%2F..%2F..%2F..%2Fc',
    '../../packages/%ff',
    '../../simple/six/index.html',
  ])('leads nowhere in the mirror: %s', (url) => {
    expect(pathOfRelativeFileUrl(url)).toBeNull();
  });
});
