import { describe, expect, it } from 'vitest';
import { changeItems } from './change-items';

const CHANGES = [
  { project: 'attrs', before: [], after: ['1.0'] },
  { project: 'flask', before: ['2.0'], after: ['3.0'] },
  { project: 'flit', before: [], after: ['3.9'] },
];

describe('the list of changes', () => {
  it('has a head for each kind that there is', () => {
    expect(
      changeItems(CHANGES, '').map((item) => (item.line === 'head' ? item.count : item.change.project)),
    ).toEqual([2, 'attrs', 'flit', 1, 'flask']);
  });
  it('keeps the projects whose name contains the text', () => {
    expect(changeItems(CHANGES, 'FLIT').map(({ kind }) => kind)).toEqual(['added', 'added']);
    expect(changeItems(CHANGES, 'django')).toEqual([]);
  });
});
