import { describe, expect, it } from 'vitest';
import { targetSchema } from './target';
import { describeTarget, PLATFORM_PRESETS, PYTHON_PRESETS, parseTargetId, targetOf } from './target-presets';

describe('target ids', () => {
  const presets = PLATFORM_PRESETS.flatMap((platform) =>
    PYTHON_PRESETS.map((python) => targetOf(platform, python)),
  );

  it('tell every preset in full', () => {
    for (const target of presets) {
      expect(parseTargetId(target.id)).toEqual(target);
      expect(targetSchema.parse(target)).toEqual(target);
    }
    expect(new Set(presets.map((target) => target.id)).size).toBe(presets.length);
  });

  it('spell out the oldest library and the bug-fix release', () => {
    expect(parseTargetId('linux-x86_64-glibc2_31-cp310_6')).toMatchObject({
      pythonVersion: '3.10.6',
      platform: { architecture: 'x86_64', libc: { kind: 'glibc', major: 2, minor: 31 } },
    });
    expect(parseTargetId('macos12-arm64-cp313t')).toMatchObject({
      freeThreaded: true,
      platform: { system: 'macos', major: 12 },
    });
    expect(parseTargetId('windows-amd64-cp310_6')).toMatchObject({ platform: { system: 'windows' } });
  });

  it('are refused where they name nothing that is known', () => {
    for (const id of ['', 'windows-amd64', 'solaris-sparc-cp312', 'windows-amd64-cp27', '../x-cp312']) {
      expect(parseTargetId(id)).toBeNull();
    }
  });

  it('have words', () => {
    const labelOf = (id: string) => {
      const target = parseTargetId(id);
      return target === null ? null : describeTarget(target);
    };
    expect(labelOf('linux-x86_64-cp312')).toBe('Linux x86-64 (glibc 2.28), Python 3.12');
    expect(labelOf('windows-amd64-cp313t')).toBe('Windows x64, Python 3.13 free-threaded');
    expect(labelOf('macos-arm64-pp311')).toBe('macOS 14 Apple silicon, PyPy 3.11');
  });
});
