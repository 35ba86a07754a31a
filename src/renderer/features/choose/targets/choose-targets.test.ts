import { describe, expect, it } from 'vitest';
import { PROFILE_DEFAULTS } from '../../../../contract/profile';
import { targetsToAdd, withTargets } from './choose-targets';

describe('targets of a profile', () => {
  const [windows, linux] = targetsToAdd([], ['linux-x86_64', 'windows-amd64'], ['cp312']);

  it('are every chosen Python on every chosen platform, once', () => {
    const added = targetsToAdd(windows === undefined ? [] : [windows], ['windows-amd64'], ['cp312', 'cp311']);
    expect(added.map(({ id }) => id)).toEqual(['windows-amd64-cp311']);
    expect([windows?.id, linux?.id]).toEqual(['windows-amd64-cp312', 'linux-x86_64-cp312']);
  });

  it('bring the closure with the first of them, and take it away with the last', () => {
    if (windows === undefined || linux === undefined) throw new Error('no presets');
    const first = withTargets(PROFILE_DEFAULTS, [windows]);
    expect(first).toMatchObject({ closure: { mode: 'resolved' }, options: { distributions: 'wheels' } });
    const changed = { ...PROFILE_DEFAULTS, ...first, closure: { ...first.closure, mode: 'none' } as const };
    expect(withTargets(changed, [windows, linux]).closure.mode).toBe('none');
    expect(withTargets({ ...PROFILE_DEFAULTS, ...first }, []).closure.mode).toBe('none');
    const everything = withTargets({ ...PROFILE_DEFAULTS, scope: 'everything' }, [windows]);
    expect(everything.closure.mode).toBe('none');
  });
});
