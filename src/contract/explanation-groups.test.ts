import { describe, expect, it } from 'vitest';
import { foldLabels, groupExplanation, targetsInWords } from './explanation-groups';
import type { ChainLink, ProjectExplanation, TargetExplanation } from './plan-summary';
import { problem } from './problem';

const ROOT: ChainLink = { project: '', version: null, requirement: 'pandas' };
const LINK: ChainLink = { project: 'pandas', version: '2.3', requirement: 'numpy>=1.22' };
const CHAIN = [ROOT, LINK];

const chosen = (target: string, version: string, tag: string): TargetExplanation => ({
  target,
  label: target,
  chosen: { version, filename: `numpy-${version}-${tag}.whl` },
  chains: [CHAIN],
  others: [],
  problems: [],
});

const without = (target: string, more: Partial<TargetExplanation> = {}): TargetExplanation => ({
  target,
  label: target,
  chosen: null,
  chains: [],
  others: [],
  problems: [],
  ...more,
});

const explain = (
  targets: readonly TargetExplanation[],
  files: ProjectExplanation['files'] = [],
): ProjectExplanation => ({ project: 'numpy', indexUrl: null, known: true, targets, files });

describe('targets in groups', () => {
  it('stand together when they differ in the file alone, the most first', () => {
    const { groups } = groupExplanation(
      explain([
        chosen('old', '1.26', 'cp39'),
        chosen('linux', '2.3', 'linux'),
        chosen('windows', '2.3', 'windows'),
        chosen('musl', '2.3', 'linux'),
      ]),
    );
    expect(groups.map(({ version, targets }) => [version, targets.map(({ id }) => id)])).toEqual([
      ['2.3', ['linux', 'windows', 'musl']],
      ['1.26', ['old']],
    ]);
    expect(groups[0]?.files.map(({ filename, targets }) => [filename, targets.length])).toEqual([
      ['numpy-2.3-linux.whl', 2],
      ['numpy-2.3-windows.whl', 1],
    ]);
  });

  it('that could not have the project are told from those that do not need it', () => {
    const fault = problem('nothing-matches', { project: 'numpy', requirement: 'numpy>=9', available: 3 });
    const grouped = groupExplanation(
      explain([without('linux'), without('windows', { problems: [fault] }), without('musl')]),
    );
    expect(grouped.notNeeded.map(({ id }) => id)).toEqual(['linux', 'musl']);
    expect(grouped.lacking).toMatchObject([{ targets: [{ id: 'windows' }], problems: [fault] }]);
    expect(grouped.groups).toEqual([]);
  });

  it('have what each chain is for, from the files', () => {
    const use = { targets: ['linux'], purpose: 'build', chain: CHAIN } as const;
    const { groups } = groupExplanation(
      explain(
        [chosen('linux', '2.3', 'linux')],
        [
          {
            filename: 'numpy-2.3-linux.whl',
            version: '2.3',
            sizeBytes: 1,
            action: 'fetch',
            reason: { kind: 'needed', uses: [use] },
            yankedReason: null,
          },
        ],
      ),
    );
    expect(groups[0]?.chains).toEqual([{ links: CHAIN, purpose: 'build' }]);
  });
});

describe('labels of targets', () => {
  it('name each computer once', () => {
    expect(
      foldLabels([
        'Windows x64, Python 3.12',
        'lab',
        'Windows x64, Python 3.13',
        'Linux (glibc), Python 3.9',
      ]),
    ).toEqual(['Windows x64, Python 3.12, Python 3.13', 'lab', 'Linux (glibc), Python 3.9']);
  });
  it('are one word where all are meant', () => {
    const two = [
      { id: 'a', label: 'A, Python 3.12' },
      { id: 'b', label: 'B, Python 3.12' },
    ];
    expect(targetsInWords(two, 2, 'all')).toBe('all');
    expect(targetsInWords(two, 3, 'all')).toBe('A, Python 3.12; B, Python 3.12');
  });
});
