import { describe, expect, it } from 'vitest';
import type { BundleFacts } from '../../../contract/carry-state';
import { bundleFaults, importOf, keyStanding, startBundleDraft } from './bundle-draft';

const FACTS: BundleFacts = {
  directory: '/drive/lab',
  bundleName: '0123-4567-89ab',
  mirrorName: 'lab',
  createdAt: '2026-11-23T08:00:00.000Z',
  upstreamUrl: 'https://index.example/simple/',
  fingerprint: 'AAAA-BBBB',
  targets: [],
  projects: 3,
  stateFiles: 16,
  bytes: 1000,
  part: 1,
  parts: 1,
  baseName: null,
  removals: 0,
  goesOnWith: null,
  suggestedDirectory: '/home/me/lab',
};
const known = { ...FACTS, goesOnWith: { mirror: '/srv/lab', fingerprint: 'AAAA-BBBB' } };
const changed = { ...FACTS, goesOnWith: { mirror: '/srv/lab', fingerprint: 'CCCC-DDDD' } };

describe('an import', () => {
  it('begins with a new folder, and asks for the fingerprint to be compared', () => {
    const draft = startBundleDraft(FACTS);
    expect(draft).toEqual({ mirror: '/home/me/lab', confirmed: false });
    expect(bundleFaults(FACTS, draft)).toEqual(['key']);
    expect(bundleFaults(FACTS, { mirror: ' ', confirmed: true })).toEqual(['folder']);
    const confirmed = { ...draft, confirmed: true };
    expect(bundleFaults(FACTS, confirmed)).toEqual([]);
    expect(importOf(FACTS, confirmed, false)).toMatchObject({ fingerprint: 'AAAA-BBBB' });
  });

  it('goes on with the mirror that knows the key, and leaves the judgement to it', () => {
    const draft = startBundleDraft(known);
    expect(keyStanding(known, draft)).toBe('known');
    expect(bundleFaults(known, draft)).toEqual([]);
    expect(importOf(known, draft, true)).toEqual({
      mirror: '/srv/lab',
      fingerprint: null,
      acceptsRemovals: true,
    });
  });

  it('asks again where the key is another one, or the mirror is', () => {
    expect(keyStanding(changed, startBundleDraft(changed))).toBe('other');
    expect(bundleFaults(changed, startBundleDraft(changed))).toEqual(['key']);
    expect(keyStanding(known, { mirror: '/srv/second', confirmed: false })).toBe('new');
  });
});
