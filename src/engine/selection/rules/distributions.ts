import type { DistributionChoice } from '../../../contract/profile';
import type { Candidate, Rule } from '../candidate';

/** Wheels only; wheels, and an sdist where a release has no wheel; or both. */
export function distributionRule(choice: DistributionChoice): Rule {
  switch (choice) {
    case 'all':
      return () => new Map();
    case 'wheels':
      return (candidates) =>
        new Map(sdistsOf(candidates).map((candidate) => [candidate, { kind: 'not-a-wheel' }]));
    case 'wheels-or-sdist':
      return (candidates) => {
        const withWheel = new Set(
          candidates.filter(({ kind }) => kind === 'wheel').map(({ version }) => version.sortKey),
        );
        return new Map(
          sdistsOf(candidates)
            .filter(({ version }) => withWheel.has(version.sortKey))
            .map((candidate) => [candidate, { kind: 'release-has-wheels' }]),
        );
      };
  }
}

const sdistsOf = (candidates: readonly Candidate[]): readonly Candidate[] =>
  candidates.filter(({ kind }) => kind === 'sdist');
