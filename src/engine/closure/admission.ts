import type { PrereleaseChoice } from '../../contract/profile';
import type { NormalizedName } from '../../python-packaging/name';
import type { SpecifierSet } from '../../python-packaging/specifier';
import { type Bits, both, either, isEmpty, noBits, without } from './bits';
import type { ProjectVersions } from './project-versions';
import type { TargetView } from './target-view';

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
  /** Projects of which what opened them turned out not to be needed: each requirement then speaks for itself alone. */
  readonly apart: Set<NormalizedName>;
}

export const noOpenings = (): Openings => ({
  prereleases: new Set(),
  yanked: new Map(),
  apart: new Set(),
});

interface Admission {
  readonly admitted: Bits;
  /** It opened something that was closed to requirements before it. */
  readonly opened: boolean;
}

/** The versions that a requirement admits. */
export function admit(
  versions: ProjectVersions,
  specifiers: SpecifierSet,
  view: TargetView,
  policy: AdmissionPolicy,
  openings: Openings,
): Admission {
  const { name } = versions;
  const usable = view.usable(versions);
  const inside = versions.inside(specifiers);
  const takenBack = view.yanked(versions);
  const yanked = admitYanked({ versions, specifiers, usable, inside, takenBack }, policy, openings);
  const released = either(without(inside, takenBack), yanked.admitted);
  const finals = without(released, versions.prereleases);
  const isApart = openings.apart.has(name);
  if (policy.prereleases === 'always' || (openings.prereleases.has(name) && !isApart)) {
    return { admitted: released, opened: yanked.opened };
  }
  const asks = specifiers.mentionsPrerelease || isEmpty(both(finals, usable));
  if (!asks || isEmpty(both(without(released, finals), usable))) {
    return { admitted: finals, opened: yanked.opened };
  }
  if (isApart) return { admitted: released, opened: yanked.opened };
  openings.prereleases.add(name);
  return { admitted: released, opened: true };
}

interface Question {
  readonly versions: ProjectVersions;
  readonly specifiers: SpecifierSet;
  readonly usable: Bits;
  readonly inside: Bits;
  readonly takenBack: Bits;
}

/** A pin admits what was taken back where nothing else answers it. */
function admitYanked(
  { versions: { name, size }, specifiers, usable, inside, takenBack }: Question,
  policy: AdmissionPolicy,
  openings: Openings,
): Admission {
  const candidates = both(inside, takenBack);
  if (policy.yanked === 'always') return { admitted: candidates, opened: false };
  const isApart = openings.apart.has(name);
  const before = (isApart ? undefined : openings.yanked.get(name)) ?? noBits(size);
  const hasOthers = !isEmpty(both(without(inside, takenBack), usable));
  if (policy.yanked === 'never' || !isPinned(specifiers) || hasOthers) {
    return { admitted: both(candidates, before), opened: false };
  }
  const opened = !isApart && !isEmpty(without(candidates, before));
  if (opened) openings.yanked.set(name, either(before, candidates));
  return { admitted: candidates, opened };
}

/** Whether a clause names one version alone. */
export function isPinned({ specifiers }: SpecifierSet): boolean {
  return specifiers.some(
    ({ operator, version }) => operator === '===' || (operator === '==' && !version.endsWith('.*')),
  );
}
