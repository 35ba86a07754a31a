import { describe, expect, it } from 'vitest';
import { NO_EXTRAS } from '../../../contract/carry-state';
import { carryFaults, choiceOf, driveOf, startCarryDraft } from './carry-draft';

const draft = { ...startCarryDraft(null), to: ' /media/stick ' };

describe('the draft of an export', () => {
  it('asks for what is missing', () => {
    expect(carryFaults(startCarryDraft(null))).toEqual(['folder']);
    expect(carryFaults({ ...draft, kind: 'targets' })).toEqual(['targets']);
    expect(carryFaults({ ...draft, kind: 'projects', projects: ' ,\n' })).toEqual(['projects']);
    expect(carryFaults(draft)).toEqual([]);
  });

  it('becomes a choice, with the names of projects as indexes write them', () => {
    expect(choiceOf(draft)).toEqual({
      to: '/media/stick',
      drive: null,
      selection: { kind: 'whole' },
      since: null,
      readsBack: true,
      extras: NO_EXTRAS,
    });
    const some = { ...draft, kind: 'projects', projects: 'Zope.Interface\nflask, Flask\n' } as const;
    expect(choiceOf(some).selection).toEqual({ kind: 'projects', projects: ['zope-interface', 'flask'] });
    const targets = ['linux-x86_64-cp312'];
    expect(choiceOf({ ...draft, kind: 'targets', targets }).selection).toEqual({ kind: 'targets', targets });
  });

  it('takes sizes, numbers and commands as people type them, and tells of those that are none', () => {
    const more = {
      withApplication: true,
      partGigabytes: '14,5',
      partNumber: ' 2 ',
      scan: 'scan "all of it"',
      tools: ' /a \n\n/b',
    };
    expect(choiceOf({ ...draft, ...more, osvPath: ' /osv.zip' }).extras).toEqual({
      part: { bytes: 14_500_000_000, number: 2 },
      scan: ['scan', 'all of it'],
      osvPath: '/osv.zip',
      tools: ['/a', '/b'],
      withApplication: true,
    });
    expect(carryFaults({ ...draft, scan: 'scan "all' })).toEqual(['scan']);
    for (const partGigabytes of ['0', 'much', '-1', '1e9']) {
      expect(carryFaults({ ...draft, partGigabytes })).toEqual(['part']);
    }
    expect(carryFaults({ ...draft, partGigabytes: '16', partNumber: '0' })).toEqual(['part']);
  });

  it('stays with a drive as long as a folder on it is chosen', () => {
    const stick = { id: 'uuid:1', mountPoint: '/media/stick', name: 'stick' };
    const windows = { id: 'guid:2', mountPoint: 'E:\\', name: 'stick' };
    expect(driveOf(stick, ' /media/stick/lab ')).toBe(stick);
    expect(driveOf(stick, '/media/stick')).toBe(stick);
    expect(driveOf(stick, '/media/stick2/lab')).toBeNull();
    expect(driveOf(windows, 'E:\\lab')).toBe(windows);
    expect(driveOf(windows, 'F:\\lab')).toBeNull();
    expect(driveOf(null, '/media/stick')).toBeNull();
  });

  it('comes back as it was chosen', () => {
    const more = {
      partGigabytes: '14.5',
      scan: `"C:\\my scanner\\scan.exe" -r`,
      osvPath: '/osv',
      tools: '/a\n/b',
    };
    const choice = choiceOf({ ...draft, ...more, kind: 'projects', projects: 'flask\nattrs', since: 'last' });
    expect(choiceOf(startCarryDraft(choice))).toEqual(choice);
  });
});
