import { join } from 'node:path';
import { parseProjectName } from '../../python-packaging/name';
import { compareVersions } from '../../python-packaging/version';
import { writeFileAtomically } from '../files/atomic-write';
import { readBoundedFile } from '../files/read-file';
import { readProfile } from '../profile/profile-file';
import { recognise } from '../selection/candidate';
import type { Environment } from './environment';
import { openRunUpstream } from './run-upstream';

/** A name comes and goes seldom; the list serves to complete what a person types. */
const LONGEST_AGE_MS = 24 * 60 * 60 * 1000;
const LARGEST_LIST_BYTES = 256 * 1024 * 1024;

export interface AskUpstreamOptions {
  readonly directory: string;
  readonly environment: Environment;
  readonly signal: AbortSignal;
}

/** All names that the mirror's upstream has, from the list that is kept for a day. Throws a problem. */
export async function readProjectNames(options: AskUpstreamOptions): Promise<readonly string[]> {
  const { directory, environment, signal } = options;
  const profile = await readProfile(directory, { signal });
  const path = join(directory, '.sandgrouse', 'projects.txt');
  const nowMs = environment.clock.now();
  const kept = await readKept(path, profile.upstreamUrl, nowMs);
  if (kept !== null) return kept;
  const upstream = openRunUpstream(directory, profile, environment, () => undefined);
  try {
    const names = await upstream.listProjects({ signal });
    const text = `${profile.upstreamUrl}\n${nowMs}\n${names.join('\n')}\n`;
    await writeFileAtomically(path, text, { durable: false }).catch(() => undefined);
    return names;
  } finally {
    await upstream.close();
  }
}

/** Its first line is the upstream, the second the time; a damaged one counts as none. */
async function readKept(path: string, upstreamUrl: string, nowMs: number): Promise<readonly string[] | null> {
  const content = await readBoundedFile(path, { limitBytes: LARGEST_LIST_BYTES }).catch(() => null);
  const [url, time = '', ...names] = content?.toString('utf8').trimEnd().split('\n') ?? [];
  const ageMs = nowMs - Number(time);
  return url === upstreamUrl && ageMs >= 0 && ageMs < LONGEST_AGE_MS ? names : null;
}

/** The versions of a project upstream, the newest first; empty where it is not known. Throws a problem. */
export async function readVersions(
  name: string,
  { directory, environment, signal }: AskUpstreamOptions,
): Promise<readonly string[]> {
  const project = parseProjectName(name);
  if (project === null) return [];
  const profile = await readProfile(directory, { signal });
  const upstream = openRunUpstream(directory, profile, environment, () => undefined);
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
