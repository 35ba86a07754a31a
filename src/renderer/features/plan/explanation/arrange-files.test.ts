import { describe, expect, it } from 'vitest';
import type { FileReason, PlanFileAction, PlanFileRow } from '../../../../contract/plan-summary';
import { arrangeFiles } from './arrange-files';

const file = (
  filename: string,
  action: PlanFileAction,
  reason: FileReason = { kind: 'prerelease' },
): PlanFileRow => ({ filename, version: '1.0', sizeBytes: 1, action, reason, yankedReason: null });

const FILES = [
  file('sand-1.0-cp39.whl', 'leave-out', { kind: 'fits-no-target' }),
  file('sand-1.0-cp312.whl', 'fetch'),
  file('sand-2.0rc1.tar.gz', 'leave-out'),
  file('Sand-1.0.tar.gz', 'remove'),
  file('sand-1.0-cp38.whl', 'leave-out', { kind: 'fits-no-target' }),
];

describe('the files of an explanation', () => {
  it('are what is wanted, and the rest by reason, the commonest first', () => {
    const { wanted, leftOut } = arrangeFiles(FILES, '', ({ kind }) => kind);
    expect(wanted.map(({ filename }) => filename)).toEqual(['sand-1.0-cp312.whl', 'Sand-1.0.tar.gz']);
    expect(leftOut.map(({ reason, files }) => [reason, files.length])).toEqual([
      ['fits-no-target', 2],
      ['prerelease', 1],
    ]);
  });
  it('can be found by a part of their name, in whatever case', () => {
    const { wanted, leftOut } = arrangeFiles(FILES, ' SAND-1.0-cp3', ({ kind }) => kind);
    expect(wanted.map(({ filename }) => filename)).toEqual(['sand-1.0-cp312.whl']);
    expect(leftOut).toHaveLength(1);
  });
});
