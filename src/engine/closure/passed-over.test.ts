import { describe, expect, it } from 'vitest';
import { normalizeName } from '../../python-packaging/name';
import { type Candidate, recognise } from '../selection/candidate';
import { projectVersions } from './project-versions';
import type { ReleaseReading } from './release-metadata';
import { solve } from './solve';
import { createTargetView } from './target-view';
import { answerAll, requireRoot, requireTarget } from './testing/package-universe';

const SAND = normalizeName('sand');
const LINUX = 'cp312-cp312-manylinux_2_17_x86_64';
const WINDOWS = 'cp312-cp312-win_amd64';

function candidate(version: string, tag: string): Candidate {
  const filename = `sand-${version}-${tag}.whl`;
  const url = `https://index.example/${filename}`;
  const recognised = recognise(
    {
      filename,
      url,
      hashes: {},
      requiresPython: null,
      yanked: false,
      sizeBytes: 1,
      uploadTime: null,
      coreMetadata: false,
    },
    SAND,
  );
  if (recognised.kind !== 'candidate') throw new Error(filename);
  return recognised.candidate;
}

/** What is passed over when rules left `kept` and took `taken`, each a version and a tag. */
function passedOver(kept: readonly [string, string][], taken: readonly [string, string][]) {
  const dropped = new Map(taken.map((entry) => [candidate(...entry), { kind: 'quarantined' } as const]));
  const versions = projectVersions(
    SAND,
    kept.map((entry) => candidate(...entry)),
    dropped,
  );
  const metadata: ReleaseReading = {
    ok: true,
    metadata: { requirements: [], extras: new Set(), requiresPython: null, buildRequirements: null },
  };
  const solution = answerAll(
    solve({
      view: createTargetView(requireTarget('linux-x86_64-cp312'), 'wheels'),
      universe: { project: () => ({ kind: 'known', versions }), metadata: () => metadata },
      roots: [requireRoot('sand')],
      constraints: [],
      policy: { prereleases: 'when-asked', yanked: 'when-pinned' },
    }),
    () => undefined,
  );
  if (solution.kind !== 'solved') throw new Error(solution.kind);
  return solution.packages[0]?.passedOver.map(({ version, reason }) => `${version}: ${reason}`);
}

const RULE = 'the project is quarantined upstream';

describe('versions that were passed over', () => {
  it('include those that a rule took, in their places', () => {
    const kept: [string, string][] = [
      ['3.0', WINDOWS],
      ['1.0', LINUX],
    ];
    const taken: [string, string][] = [
      ['0.5', LINUX],
      ['2.0', LINUX],
      ['4.0', LINUX],
    ];
    expect(passedOver(kept, taken)).toEqual([
      `4.0: ${RULE}`,
      '3.0: has no wheel for the target',
      `2.0: ${RULE}`,
    ]);
  });

  it('name the rule where it took the one file that fits, and not where it took another', () => {
    const kept: [string, string][] = [
      ['3.0', WINDOWS],
      ['2.0', WINDOWS],
      ['1.0', LINUX],
    ];
    const taken: [string, string][] = [
      ['3.0', LINUX],
      ['2.0', 'cp311-cp311-win_amd64'],
    ];
    expect(passedOver(kept, taken)).toEqual([`3.0: ${RULE}`, '2.0: has no wheel for the target']);
  });

  it('are no more than a person reads', () => {
    const versions = Array.from({ length: 40 }, (_, index): [string, string] => [`${index + 2}.0`, LINUX]);
    expect(passedOver([['1.0', LINUX]], versions)).toHaveLength(12);
  });
});
