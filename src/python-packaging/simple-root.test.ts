import { describe, expect, it } from 'vitest';
import { readSimpleRoot, readSimpleRootLinks } from './simple-root';

describe('the names on a root page', () => {
  it('come normalised, sorted and once', () => {
    expect(
      readSimpleRoot({
        meta: {},
        projects: [{ name: 'Zope.Interface' }, { name: 'attrs' }, { name: 'Attrs' }],
      }),
    ).toEqual(['attrs', 'zope-interface']);
    expect(readSimpleRootLinks(['/simple/rich/', 'attrs/', '../', null, 'Sand_Grouse/?x=1#y'])).toEqual([
      'attrs',
      'rich',
      'sand-grouse',
    ]);
  });

  it('leave out what is no name, and refuse what is no such page', () => {
    expect(readSimpleRoot({ projects: [{ name: '..' }, { name: 7 }, null, { name: 'ok' }] })).toEqual(['ok']);
    for (const value of [null, [], {}, { projects: {} }]) expect(readSimpleRoot(value)).toBeNull();
  });
});
