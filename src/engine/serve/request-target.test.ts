import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRequestTarget } from './request-target';

describe('a request', () => {
  it.each([
    ['/', { kind: 'home' }],
    ['/?x=1', { kind: 'home' }],
    ['/simple', { kind: 'redirect', location: '/simple/' }],
    ['/simple/', { kind: 'root-page' }],
    ['/simple/?format=x', { kind: 'root-page' }],
    ['/simple/six/', { kind: 'project-page', project: 'six' }],
    ['/simple/six', { kind: 'redirect', location: '/simple/six/' }],
    ['/simple/Sand.Grouse/', { kind: 'redirect', location: '/simple/sand-grouse/' }],
    ['/simple/sand__grouse', { kind: 'redirect', location: '/simple/sand-grouse/' }],
    ['/packages/ab/t-1.0%2Bcu118.whl', { kind: 'file', path: 'packages/ab/t-1.0+cu118.whl' }],
    ['/packages/ab/t-1.0+cu118.whl', { kind: 'file', path: 'packages/ab/t-1.0+cu118.whl' }],
  ])('for %s', (target, expected) => {
    expect(readRequestTarget(target)).toEqual(expected);
  });

  it.each([
    '',
    '*',
    'http://127.0.0.1/simple/',
    '//evil.example/simple/',
    '/simple//',
    '/simple//evil.example/',
    '/simple/six/index.html',
    '/simple/six//',
    '/simple/.six/',
    '/simple/%2e%2e/',
    '/simple/six%2f..%2f',
    '/simple%2Fsix/',
    '/simple/six%00/',
    '/simple/%ff/',
    '/packages',
    '/packages/',
    '/packages/../simple/six/index.html',
    '/packages/%2e%2e/%2e%2e/etc/passwd',
    '/packages/..%2f..%2fetc/passwd',
    '/packages/..%5c..%5cetc/passwd',
    '/packages/ab/.hidden',
    '/packages/ab/file%00.whl',
    '/packages/c:/file',
    '/packages/ab/nul',
    '/.sandgrouse/lock',
    '/web/simple/',
    '/sandgrouse.toml',
    '/SIMPLE/',
    '/favicon.ico',
  ])('for %s is for nothing', (target) => {
    expect(readRequestTarget(target)).toEqual({ kind: 'nothing' });
  });

  it('never leads out of the tree or off this server, whatever it is', () => {
    const piece = fc.constantFrom(
      '/',
      '.',
      '..',
      '%2e',
      '%2f',
      '%5c',
      '\\',
      'simple',
      'packages',
      'a',
      '%',
      '?',
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const target = readRequestTarget(`/${pieces.join('')}`);
        if (target.kind === 'file') expect(target.path).toMatch(/^packages(?:\/[^./\\][^/\\]*)+$/);
        if (target.kind === 'redirect') expect(target.location).toMatch(/^\/simple\/(?:[a-z0-9-]+\/)?$/);
      }),
      { numRuns: 5000 },
    );
  });
});
