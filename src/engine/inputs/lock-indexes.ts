import { addBinding, bindProjects, isSameAddress } from '../../contract/bound-index';
import { indexesSchema } from '../../contract/network-schema';
import { ProblemError } from '../../contract/problem';
import { type Profile, PYPI_URL } from '../../contract/profile';
import type { NormalizedName } from '../../python-packaging/name';
import { checkUpstreamUrl } from '../upstream/open-upstream';
import { type Findings, note, withoutCredentials } from './findings';
import type { Lock } from './lock';

/**
 * Binds what a lock takes from indexes besides upstream to those, as the lock does, and says so. A lock that takes
 * everything from one other place, or from PyPI, only means another upstream: that is a warning.
 */
export function bindAsLocked(
  { indexes }: Pick<Lock, 'indexes'>,
  {
    name,
    profile,
    findings,
  }: { readonly name: string; readonly profile: Profile; readonly findings: Findings },
): Profile {
  const at = { name, place: '' };
  const { upstreamUrl } = profile;
  const counts = new Map<NormalizedName, number>();
  for (const project of [...indexes.values()].flat()) counts.set(project, (counts.get(project) ?? 0) + 1);
  let bound = profile;
  for (const [written, projects] of indexes) {
    const address = plain(written);
    if (isSameAddress(address, upstreamUrl)) continue;
    const url = addressOf(address);
    if (url === null || indexes.size === 1 || isSameAddress(url, PYPI_URL)) {
      const message = `${projects.length} of its packages come from "${address}"; this mirror looks for them at "${plain(upstreamUrl)}"`;
      note(findings, 'warning', at, message);
      continue;
    }
    const bindingOf = bindProjects(bound.indexes);
    const isFree = (project: NormalizedName): boolean =>
      counts.get(project) === 1 && isSameAddress(bindingOf(project)?.url ?? url, url);
    const changed = bind(
      bound,
      url,
      projects.filter(isFree).filter((project) => bindingOf(project) === null),
    );
    const added = changed.indexes === bound.indexes ? [] : projects.filter(isFree);
    bound = changed;
    if (added.length > 0) {
      note(
        findings,
        'changed',
        at,
        `${inWords(added)} bound to the index "${address}", where the lock has them from`,
      );
    }
    const others = projects.filter((project) => !isFree(project));
    if (others.length > 0) {
      const message = `${inWords(others)} not bound to the index "${address}", where the lock has them from, for they have another index already`;
      note(findings, 'warning', at, message);
    }
  }
  return bound;
}

function bind(profile: Profile, url: string, projects: readonly string[]): Profile {
  if (projects.length === 0) return profile;
  const parsed = indexesSchema.safeParse(addBinding(profile.indexes, { url, projects }));
  return parsed.success ? { ...profile, indexes: parsed.data } : profile;
}

const plain = (url: string): string => withoutCredentials(url).replace(/\/+$/, '');

/** As a profile has it; `null` for what is no address of an index, such as a folder of the lock's author. */
function addressOf(address: string): string | null {
  try {
    return checkUpstreamUrl(address);
  } catch (error) {
    if (error instanceof ProblemError) return null;
    throw error;
  }
}

const MOST_NAMES = 5;

function inWords(projects: readonly string[]): string {
  const named = projects.slice(0, MOST_NAMES).map((project) => `"${project}"`);
  const more = projects.length - named.length;
  const all = more > 0 ? [...named, `${more} more`] : named;
  const last = all.at(-1) ?? '';
  return all.length === 1 ? `${last} is` : `${all.slice(0, -1).join(', ')} and ${last} are`;
}
