import type { Profile } from '../../contract/profile';
import { parseProjectName } from '../../python-packaging/name';
import { compareVersions } from '../../python-packaging/version';
import { readProfile } from '../profile/profile-file';
import { recognise } from '../selection/candidate';
import type { Environment } from './environment';
import { keepNameList, type NameList, namesFrom, readNameList } from './name-list';
import { openRunUpstream } from './run-upstream';

/** A name comes and goes seldom; the list serves to complete what a person types. */
const LONGEST_AGE_MS = 24 * 60 * 60 * 1000;
/** More than an editor shows. */
const MOST_COMPLETIONS = 50;
/** Nobody who types a name waits for a network. */
const QUIETLY = { emit: () => undefined, purpose: 'look' } as const;

export interface AskUpstreamOptions {
  readonly directory: string;
  readonly environment: Environment;
  readonly signal: AbortSignal;
}

/** The names of projects upstream, for completion. */
export interface ProjectNames {
  /** The first 50 names that begin with the text, of the list that is kept for a day. Throws a problem. */
  readonly complete: (directory: string, text: string) => Promise<readonly string[]>;
}

/**
 * Asks for an upstream's names once, however often somebody types meanwhile; `signal` ends that for good. An older list
 * answers until the new one is here, and where there comes none.
 */
export function openProjectNames(options: Omit<AskUpstreamOptions, 'directory'>): ProjectNames {
  const underWay = new Map<string, Promise<NameList>>();
  const refresh = (directory: string, profile: Profile): Promise<NameList> => {
    const key = `${sourceOf(profile)}\n${directory}`;
    const begun = underWay.get(key);
    if (begun !== undefined) return begun;
    const reading = readFromUpstream(profile, { ...options, directory }).finally(() => underWay.delete(key));
    underWay.set(key, reading);
    return reading;
  };
  return {
    complete: async (directory, text) => {
      const start = text.toLowerCase().replace(/[-_.]+/g, '-');
      if (!/^[a-z0-9-]*$/.test(start)) return [];
      const profile = await readProfile(directory, options);
      const known = await readKnown(profile, { ...options, directory });
      // Whoever has an older list does not wait, and need not know that there is no newer one.
      if (known?.isNew === false) refresh(directory, profile).catch(() => undefined);
      const list = known?.list ?? (await refresh(directory, profile));
      return namesFrom(list, { start, limit: MOST_COMPLETIONS });
    },
  };
}

/** All indexes with what is bound to them, in one line. */
function sourceOf({ upstreamUrl, indexes }: Profile): string {
  return indexes.length === 0 ? upstreamUrl : JSON.stringify([upstreamUrl, ...indexes]);
}

/** The list that is kept, where it is of this upstream and these indexes. */
async function readKnown(
  profile: Profile,
  { directory, environment }: AskUpstreamOptions,
): Promise<{ readonly list: NameList; readonly isNew: boolean } | null> {
  const list = await readNameList(directory);
  if (list?.source !== sourceOf(profile)) return null;
  const ageMs = environment.clock.now() - list.readAtMs;
  return { list, isNew: ageMs >= 0 && ageMs < LONGEST_AGE_MS };
}

async function readFromUpstream(profile: Profile, options: AskUpstreamOptions): Promise<NameList> {
  const { directory, environment, signal } = options;
  // Another question may have brought it while this one was on its way.
  const known = await readKnown(profile, options);
  if (known?.isNew === true) return known.list;
  const upstream = openRunUpstream(directory, profile, environment, QUIETLY);
  try {
    const taken = new Set<string>();
    await upstream.listProjects((name) => taken.add(name), { signal });
    const names = [...taken].sort();
    const source = sourceOf(profile);
    return await keepNameList(directory, { source, readAtMs: environment.clock.now(), names });
  } finally {
    await upstream.close();
  }
}

/** The versions of a project upstream, the newest first; empty where it is not known. Throws a problem. */
export async function readVersions(
  name: string,
  { directory, environment, signal }: AskUpstreamOptions,
): Promise<readonly string[]> {
  const project = parseProjectName(name);
  if (project === null) return [];
  const profile = await readProfile(directory, { signal });
  const upstream = openRunUpstream(directory, profile, environment, QUIETLY);
  try {
    const answer = await upstream.readProject(project, { signal });
    if (answer.kind === 'unknown') return [];
    const versions = answer.page.files.flatMap((file) => {
      const recognised = recognise(file, project);
      return recognised.kind === 'candidate' ? [recognised.candidate.version] : [];
    });
    const newestFirst = versions.sort((left, right) => compareVersions(right, left));
    return [...new Set(newestFirst.map((version) => version.canonical))];
  } finally {
    await upstream.close();
  }
}
