import { describe, expect, it } from 'vitest';
import { ProblemError } from '../../contract/problem';
import { NO_RULES } from '../../contract/rules';
import { applyRules, needsInfo, prepareRules } from './rule-chain';
import { metadataOf, NOW, type OfferedFile, ruleOver, takeOffer } from './testing/offer';

const wheel = (version: string): string => `sand-${version}-py3-none-any.whl`;
const uploaded = (version: string, uploadTime: string | null): OfferedFile => ({
  filename: wheel(version),
  uploadTime,
});

describe('no rules', () => {
  it('keep everything but what was taken back', () => {
    const yanked = { filename: wheel('1.1'), yanked: { reason: 'broken' } };
    const files = [wheel('1.0'), yanked, wheel('2.0a1'), 'sand-1.0.tar.gz'];
    expect(ruleOver({ files }, {})).toEqual({
      kept: [wheel('1.0'), wheel('2.0a1'), 'sand-1.0.tar.gz'],
      why: { [wheel('1.1')]: { kind: 'yanked', policy: 'when-pinned', reason: 'broken' } },
    });
  });
});

describe('the newest versions of each series', () => {
  it('are counted within the series, and the newest of all over these', () => {
    const files = ['1.9.1', '1.9.2', '1.10.1', '1.10.2', '2', '1!1.9.1'].map(wheel);
    expect(ruleOver({ files }, { newestPerSeries: 1 }).why).toEqual({
      [wheel('1.9.1')]: { kind: 'not-newest-of-series', newestVersions: 1, series: '1.9' },
      [wheel('1.10.1')]: { kind: 'not-newest-of-series', newestVersions: 1, series: '1.10' },
    });
    expect(ruleOver({ files }, { newestPerSeries: 1, newestVersions: 3 }).kept).toEqual(
      ['1.10.2', '2', '1!1.9.1'].map(wheel),
    );
  });
});

describe('the largest size of a file', () => {
  it('is still admitted, and an unknown size is not', () => {
    const files = [
      { filename: wheel('1'), sizeBytes: 500 },
      { filename: wheel('2'), sizeBytes: 501 },
      { filename: wheel('3'), sizeBytes: null },
    ];
    expect(ruleOver({ files }, { maxFileSizeBytes: 500 })).toEqual({
      kept: [wheel('1')],
      why: {
        [wheel('2')]: { kind: 'file-too-large', sizeBytes: 501, limitBytes: 500 },
        [wheel('3')]: { kind: 'file-size-unknown', limitBytes: 500 },
      },
    });
  });
});

describe('the time of upload', () => {
  const files = [
    uploaded('1', '2025-12-31T23:59:59.999999Z'),
    uploaded('2', '2026-01-01T00:00:00Z'),
    uploaded('3', '2026-01-31T23:59:59.999999Z'),
    uploaded('4', '2026-02-01T00:00:00.000000Z'),
    uploaded('5', null),
  ];

  it('counts from the beginning of the first day to the beginning of the last', () => {
    const { kept, why } = ruleOver({ files }, { uploadedAfter: '2026-01-01', uploadedBefore: '2026-02-01' });
    expect(kept).toEqual([wheel('2'), wheel('3')]);
    expect(Object.values(why).map(({ kind }) => kind)).toEqual([
      'uploaded-too-early',
      'uploaded-too-late',
      'upload-time-unknown',
    ]);
  });

  it('can be told to the second', () => {
    expect(ruleOver({ files }, { uploadedBefore: '2026-01-01T00:00:01Z' }).kept).toEqual([
      wheel('1'),
      wheel('2'),
    ]);
  });
});

describe('a cool-down', () => {
  const files = [
    uploaded('1', '2026-06-08T12:00:00Z'),
    uploaded('2', '2026-06-08T12:00:00.001Z'),
    uploaded('3', null),
  ];

  it('drops files that are younger, also where they were added to an old release', () => {
    expect(ruleOver({ files }, { coolDownDays: 7 })).toEqual({
      kept: [wheel('1')],
      why: {
        [wheel('2')]: { kind: 'cooling-down', uploadTime: '2026-06-08T12:00:00.001Z', days: 7 },
        [wheel('3')]: { kind: 'upload-time-unknown' },
      },
    });
    const late = { filename: 'sand-1.tar.gz', uploadTime: NOW };
    expect(
      ruleOver({ files: [uploaded('1', '2020-01-01T00:00:00Z'), late] }, { coolDownDays: 7 }).kept,
    ).toEqual([wheel('1')]);
  });

  it('does not hold for exempt projects', () => {
    expect(ruleOver({ files }, { coolDownDays: 7, coolDownExempt: ['SAND'] }).kept).toHaveLength(3);
    expect(ruleOver({ files }, { coolDownDays: 7, coolDownExempt: ['stone'] }).kept).toHaveLength(1);
  });
});

describe('yanked releases', () => {
  const files = [wheel('1.0'), { filename: wheel('2.0'), yanked: { reason: null } }];
  const isPinned = ({ canonical }: { readonly canonical: string }) => canonical === '2.0';

  it('come where they are pinned, never, or always', () => {
    expect(ruleOver({ files }, {}).kept).toEqual([wheel('1.0')]);
    expect(ruleOver({ files, isPinned }, {}).kept).toHaveLength(2);
    expect(ruleOver({ files, isPinned }, { yanked: 'never' }).kept).toEqual([wheel('1.0')]);
    expect(ruleOver({ files }, { yanked: 'always' }).kept).toHaveLength(2);
  });
});

describe('files that no target can use', () => {
  it('are dropped where there are targets, unless all are asked for', () => {
    const files = [wheel('1.0'), 'sand-1.0.tar.gz'];
    const fitsATarget = ({ kind }: { readonly kind: string }) => kind === 'wheel';
    expect(ruleOver({ files, fitsATarget }, {}).why).toEqual({
      'sand-1.0.tar.gz': { kind: 'fits-no-target' },
    });
    expect(ruleOver({ files, fitsATarget }, { onlyForTargets: false }).kept).toEqual(files);
    expect(ruleOver({ files }, {}).kept).toEqual(files);
  });
});

describe('licenses', () => {
  const judge = (rules: Parameters<typeof ruleOver>[1], ...lines: readonly string[]) =>
    ruleOver({ files: [wheel('1.0')], info: metadataOf(lines) }, rules).why[wheel('1.0')]?.kind ?? 'kept';
  const GPL = 'Classifier: License :: OSI Approved :: GNU General Public License v3 (GPLv3)';
  const MIT = 'Classifier: License :: OSI Approved :: MIT License';

  it('are allowed where one way to use the project needs allowed ones alone', () => {
    const allow = { allowedLicenses: ['MIT', 'Apache-2.0'] };
    expect(judge(allow, 'License-Expression: MIT OR GPL-3.0-only')).toBe('kept');
    expect(judge(allow, 'License-Expression: MIT AND GPL-3.0-only')).toBe('license-not-allowed');
    expect(judge(allow, MIT)).toBe('kept');
    expect(judge(allow, MIT, GPL)).toBe('license-not-allowed');
  });

  it('are denied where every way needs a denied one', () => {
    const deny = { deniedLicenses: ['GPL-3.0-only'] };
    expect(judge(deny, 'License-Expression: GPL-3.0-only')).toBe('license-denied');
    expect(judge(deny, 'License-Expression: MIT OR GPL-3.0-only')).toBe('kept');
    expect(judge(deny, 'License-Expression: MIT AND (BSD-3-Clause OR GPL-3.0-only)')).toBe('kept');
    expect(judge(deny, 'License-Expression: MIT AND GPL-3.0-only')).toBe('license-denied');
    expect(judge(deny, GPL)).toBe('license-denied');
    expect(judge(deny, MIT)).toBe('kept');
  });

  it('that nobody can judge drop the project unless they are to be passed over', () => {
    const allow = { allowedLicenses: ['MIT'] };
    expect(judge(allow)).toBe('license-undeclared');
    expect(judge(allow, 'License: see the file COPYING')).toBe('license-undeclared');
    expect(judge({ ...allow, undeclaredLicenses: 'keep' }, 'License: see the file COPYING')).toBe('kept');
    expect(judge(allow, 'License: MIT')).toBe('kept');
  });

  it('drop the project where its metadata could not be had', () => {
    const { why } = ruleOver({ files: [wheel('1.0')], info: null }, { deniedLicenses: ['MIT'] });
    expect(why[wheel('1.0')]).toEqual({ kind: 'metadata-unread', needed: ['license'] });
  });

  it('and rules on "info" need metadata; other rules do not', () => {
    const rule = { kind: 'version-range', nullsMatch: true, versions: ['3.9'] } as const;
    const info = { ...rule, level: 'file', path: 'info.requires_python' } as const;
    const own = { ...rule, level: 'file', path: 'release_file.requires_python' } as const;
    expect(needsInfo({ ...NO_RULES, metadata: [own] })).toBe(false);
    expect(needsInfo({ ...NO_RULES, metadata: [info] })).toBe(true);
    expect(needsInfo({ ...NO_RULES, allowedLicenses: ['MIT'] })).toBe(true);
  });
});

describe('a rule that cannot judge', () => {
  it('ends the plan, and is named with the project', () => {
    const prepared = prepareRules(NO_RULES, 'sandgrouse.toml');
    const isPinned = () => {
      throw new Error('out of order');
    };
    const files = [{ filename: wheel('1.0'), yanked: { reason: null } }];
    const { candidates, context } = takeOffer({ files, isPinned });
    let thrown: unknown;
    try {
      applyRules(candidates, prepared, context);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(ProblemError);
    expect(thrown).toMatchObject({
      problem: {
        code: 'rule-failed',
        parameters: { rule: 'yanked', project: 'sand', message: 'out of order' },
      },
    });
  });
});
