import { describe, expect, it } from 'vitest';
import { shareChoiceSchema } from '../../../contract/sharing-schema';
import { FIRST_DRAFT, findDraftFault, readDraft, type ShareDraft } from './share-draft';

const shared: ShareDraft = { ...FIRST_DRAFT, isShared: true };

describe('what is chosen for sharing', () => {
  it('begins with this computer alone, and with encryption and a token once it is shared', () => {
    expect(readDraft(FIRST_DRAFT)).toMatchObject({ reach: 'computer', encryption: { kind: 'none' } });
    expect(readDraft(shared)).toEqual({
      reach: 'network',
      names: [],
      encryption: { kind: 'made' },
      access: { kind: 'token' },
    });
  });

  it.each<[Partial<ShareDraft>, string | null]>([
    [{ names: 'pypi.lab, depot' }, null],
    [{ names: 'http://pypi.lab' }, 'names'],
    [{ encryption: 'own' }, 'certificate'],
    [{ encryption: 'own', certificatePath: '/c.pem', keyPath: '/k.pem' }, null],
    [{ access: 'password', secret: 'short' }, 'secret'],
    [{ access: 'password', secret: 'sand-and-water' }, null],
    [{ access: 'password', secret: 'sand-and-water', user: 'a:b' }, 'user'],
    [{ access: 'none', encryption: 'none' }, null],
  ])('%j: %s', (change, fault) => {
    const draft = { ...shared, ...change };
    expect(findDraftFault(draft)).toBe(fault);
    if (fault === null) expect(shareChoiceSchema.safeParse(readDraft(draft)).success).toBe(true);
  });

  it('of what is not shared has no fault', () => {
    expect(findDraftFault({ ...FIRST_DRAFT, names: '://' })).toBeNull();
  });
});
