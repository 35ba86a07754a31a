import { describe, expect, it } from 'vitest';
import type {
  ChainLink,
  PlanFileRow,
  ProjectExplanation,
  TargetExplanation,
} from '../../contract/plan-summary';
import { explanationLines } from './explanation-text';
import { createStyle } from './style';

const CHAIN: readonly ChainLink[] = [
  { project: '', version: null, requirement: 'flask>=3' },
  { project: 'flask', version: '3.0.3', requirement: 'werkzeug>=3' },
];

const target = (id: string, version: string | null): TargetExplanation => ({
  target: id,
  label: `${id}, Python 3.12`,
  chosen: version === null ? null : { version, filename: `werkzeug-${version}-py3-none-any.whl` },
  chains: version === null ? [] : [CHAIN],
  others: version === null ? [] : [{ version: '4.0', reason: 'it needs Python 3.13 or newer' }],
  problems: [],
});

const file = (filename: string, more: Partial<PlanFileRow>): PlanFileRow => ({
  filename,
  version: '3.1',
  sizeBytes: 1_500_000,
  action: 'leave-out',
  reason: { kind: 'version-not-chosen', chosen: ['3.1'] },
  yankedReason: null,
  ...more,
});

const explain = (fields: Partial<ProjectExplanation>): readonly string[] =>
  explanationLines(
    { project: 'werkzeug', indexUrl: null, known: true, targets: [], files: [], ...fields },
    createStyle(false),
  );

describe('the explanation of a project', () => {
  it('has the way from the line that was written, once for targets that are alike', () => {
    const use = { targets: ['Linux', 'Windows'], purpose: 'install', chain: CHAIN } as const;
    expect(
      explain({
        targets: [target('Linux', '3.1'), target('Windows', '3.1'), target('macOS', null)],
        files: [
          file('werkzeug-3.1-py3-none-any.whl', { action: 'fetch', reason: { kind: 'needed', uses: [use] } }),
          file('werkzeug-3.0.tar.gz', {}),
          file('werkzeug-2.0.tar.gz', {}),
        ],
      }),
    ).toEqual([
      'werkzeug',
      '  3.1 for Linux, Python 3.12; Windows, Python 3.12',
      '    because  "flask>=3" → flask 3.0.3 ("werkzeug>=3") → 3.1',
      '    file     werkzeug-3.1-py3-none-any.whl',
      '    not 4.0: it needs Python 3.13 or newer',
      '  not needed for macOS, Python 3.12',
      '  + werkzeug-3.1-py3-none-any.whl  1.5 MB  for Linux, Python 3.12; Windows, Python 3.12',
      '    2 files left out: the targets use version 3.1',
      '',
    ]);
  });

  it('has the files and their reasons where there are no targets', () => {
    const reason = { kind: 'required', line: 2, requirement: 'werkzeug' } as const;
    expect(explain({ files: [file('werkzeug-3.1.tar.gz', { action: 'present', reason })] })).toEqual([
      'werkzeug',
      '  = werkzeug-3.1.tar.gz  1.5 MB  required by "werkzeug" (line 2)',
      '',
    ]);
  });

  it('says of an unknown project that nothing asks for it', () => {
    expect(explain({ known: false })[1]).toBe('  is not in this plan: nothing on the allowlist asks for it.');
  });

  it('lets no name from outside command a terminal', () => {
    const lines = explain({ files: [file('a\u001b[2J.whl', { action: 'fetch' })] });
    expect(lines.join('')).not.toContain('\u001b');
  });
});
