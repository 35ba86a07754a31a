import { describe, expect, it } from 'vitest';
import { carryFaults, choiceOf, startCarryDraft } from './carry-draft';

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
      selection: { kind: 'whole' },
      since: null,
      readsBack: true,
    });
    const some = { ...draft, kind: 'projects', projects: 'Zope.Interface\nflask, Flask\n' } as const;
    expect(choiceOf(some).selection).toEqual({ kind: 'projects', projects: ['zope-interface', 'flask'] });
    const targets = ['linux-x86_64-cp312'];
    expect(choiceOf({ ...draft, kind: 'targets', targets }).selection).toEqual({ kind: 'targets', targets });
  });

  it('comes back as it was chosen', () => {
    const choice = choiceOf({ ...draft, kind: 'projects', projects: 'flask\nattrs', since: 'last' });
    expect(choiceOf(startCarryDraft(choice))).toEqual(choice);
  });
});
