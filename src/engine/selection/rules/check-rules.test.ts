import { describe, expect, it } from 'vitest';
import { NO_RULES, type Rules } from '../../../contract/rules';
import { checkRules } from './check-rules';

const check = (changes: Partial<Rules>): readonly string[] => checkRules({ ...NO_RULES, ...changes });

describe('checking rules', () => {
  it('finds nothing in good ones', () => {
    expect(
      check({
        blocklist: 'sand<2 # old\nstone',
        projectPatterns: ['.*-nightly$'],
        excludedPlatforms: ['Windows', 'py3.15', 'win32', 'musllinux', 'manylinux_2_17', 'abi3'],
        metadata: [
          {
            kind: 'version-range',
            level: 'file',
            path: 'release_file.requires_python',
            nullsMatch: true,
            versions: ['3.9'],
          },
        ],
      }),
    ).toEqual([]);
  });

  it('tells every fault with its place', () => {
    const regex = { kind: 'regex', match: 'any', nullsMatch: true } as const;
    const faults = check({
      blocklist: 'sand\nsand<\nstone; sys_platform == "win32"',
      releasePatterns: ['(?!1)'],
      excludedPlatforms: ['windws'],
      metadata: [
        { ...regex, level: 'file', path: 'release_file.filename', patterns: ['('] },
        {
          kind: 'version-range',
          level: 'project',
          path: 'info.requires_python',
          nullsMatch: true,
          versions: ['three'],
        },
      ],
    });
    expect(faults.map((fault) => fault.replace(/:.*/, ''))).toEqual([
      'blocklist, line 2',
      'blocklist, line 3',
      'release-patterns',
      'excluded-platforms',
      'metadata, "release_file.filename"',
      'metadata, "info.requires_python"',
    ]);
  });
});
