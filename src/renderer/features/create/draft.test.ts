import { describe, expect, it } from 'vitest';
import type { AppInfo } from '../../../contract/settings';
import { chooseUpstream, missingFields, nameOf, profileOf, startDraft } from './draft';

const INFO: AppInfo = {
  version: '1.0.0',
  platform: 'linux',
  sampleIndexUrl: 'file:///sample/simple/',
  sampleAllowlist: 'sample\n',
  electronVersion: '33.2.1',
  portable: null,
};

describe('a new mirror', () => {
  it('begins with the sample where there is no network, and with PyPI otherwise', () => {
    expect(startDraft(false, INFO)).toMatchObject({ upstream: 'sample', allowlist: 'sample\n' });
    expect(startDraft(true, INFO)).toMatchObject({ upstream: 'pypi', allowlist: '' });
  });

  it('never loses packages that were typed when the upstream changes', () => {
    const typed = { ...startDraft(true, INFO), allowlist: 'numpy' };
    expect(chooseUpstream(typed, 'sample', INFO).allowlist).toBe('numpy');
    const sample = chooseUpstream(startDraft(true, INFO), 'sample', INFO);
    expect(chooseUpstream(sample, 'other', INFO).allowlist).toBe('');
  });

  it('goes by the name of its folder once that was chosen', () => {
    const typed = { ...startDraft(true, INFO), name: 'Lab', directory: '/home/lab' };
    expect(nameOf(typed)).toBe('Lab');
    expect(nameOf({ ...typed, directory: '/media/stick/bench/', directoryChosen: true })).toBe('bench');
    expect(nameOf({ ...typed, directory: 'D:\\packages', directoryChosen: true })).toBe('packages');
    expect(missingFields({ ...typed, name: '', directory: '/', directoryChosen: true })).toEqual([]);
  });

  it('asks for an address only when another index was chosen', () => {
    const draft = { ...startDraft(true, INFO), name: 'lab', directory: '/lab' };
    expect(missingFields(draft)).toEqual([]);
    expect(missingFields({ ...draft, upstream: 'other' })).toEqual(['address']);
    expect(profileOf({ ...draft, upstream: 'other', address: ' /srv/simple ' }, INFO).upstreamUrl).toBe(
      '/srv/simple',
    );
  });
});
