import type { PrereleaseChoice } from '../../contract/profile';
import type { NormalizedName } from '../../python-packaging/name';
import type { SpecifierSet } from '../../python-packaging/specifier';
import { type Bits, both, either, isEmpty, noBits, without } from './bits';
import type { ProjectVersions } from './project-versions';

/** When files come that were taken back (PEP 592). */
export type YankedChoice = 'when-pinned' | 'never' | 'always';

export interface AdmissionPolicy {
  readonly prereleases: PrereleaseChoice;
  readonly yanked: YankedChoice;
}

/**
 * What requirements seen so far opened for all others: prereleases of a project because one of them mentions one or has
 * nothing else (PEP 440), a yanked version because one pins it. Grows only.
 */
export interface Openings {
  readonly prereleases: Set<NormalizedName>;
  readonly yanked: Map<NormalizedName, Bits>;
}

export const noOpenings = (): Openings => ({ prereleases: new Set(), yanked: new Map() });

/** The versions that a requirement admits; `opened` tells that it opened something that was closed to requirements before it. */
export function admit(
  versions: ProjectVersions,
  specifiers: SpecifierSet,
  usable: Bits,
  policy: AdmissionPolicy,
  openings: Openings,
): { readonly admitted: Bits; readonly opened: boolean } {
  const inside = versions.inside(specifiers);
  const yanked = admitYanked(versions, specifiers, inside, policy, openings);
  const released = either(without(inside, versions.yanked), yanked.admitted);
  const finals = without(released, versions.prereleases);
  const { name } = versions;
  if (policy.prereleases === 'always' || openings.prereleases.has(name)) {
    return { admitted: released, opened: yanked.opened };
  }
  const asks = specifiers.mentionsPrerelease || isEmpty(both(finals, usable));
  if (!asks || isEmpty(both(without(released, finals), usable))) {
    return { admitted: finals, opened: yanked.opened };
  }
  openings.prereleases.add(name);
  return { admitted: released, opened: true };
}

function admitYanked(
  { name, yanked, size }: ProjectVersions,
  specifiers: SpecifierSet,
  inside: Bits,
  policy: AdmissionPolicy,
  openings: Openings,
): { readonly admitted: Bits; readonly opened: boolean } {
  const candidates = both(inside, yanked);
  if (policy.yanked === 'always') return { admitted: candidates, opened: false };
  const before = openings.yanked.get(name) ?? noBits(size);
  if (policy.yanked === 'never' || !isPinned(specifiers)) {
    return { admitted: both(candidates, before), opened: false };
  }
  const opened = !isEmpty(without(candidates, before));
  if (opened) openings.yanked.set(name, either(before, candidates));
  return { admitted: candidates, opened };
}

/** Whether a clause names one version alone. */
function isPinned({ specifiers }: SpecifierSet): boolean {
  return specifiers.some(
    ({ operator, version }) => operator === '===' || (operator === '==' && !version.endsWith('.*')),
  );
}
