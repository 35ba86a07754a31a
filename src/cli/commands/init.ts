import { readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { PROFILE_DEFAULTS, PROFILE_FILENAME, PROFILE_VERSION, type Profile } from '../../contract/profile';
import { checkAllowlist } from '../../engine/profile/allowlist';
import { createMirror } from '../../engine/profile/profile-file';
import { checkUpstreamUrl } from '../../engine/upstream/open-upstream';
import { composeAllowlist, requireLines } from '../arguments/allowlist-argument';
import { bindIndexArguments } from '../arguments/index-argument';
import { readRequirementsFile, type SourceLine } from '../arguments/requirements-file';
import { readTargetArguments } from '../arguments/target-argument';
import { readUpstreamArgument, SAMPLE_UPSTREAM } from '../arguments/upstream-argument';
import { EXIT_CODES } from '../exit-codes';
import { formatCount } from '../output/quantities';
import type { InitRequest } from '../requests';
import { printJson, printLines, type Session } from '../session';
import { UsageError } from '../usage-error';

/** `sandgrouse init`: writes a profile. Nothing is created unless every argument is good. */
export async function runInit(request: InitRequest, session: Session): Promise<number> {
  const { signal } = session.ending;
  const { directory } = request;
  if (await isNoFolder(directory)) {
    throw new UsageError(`"${directory}" is there already, and is not a folder.`, 'Choose another name.');
  }
  const profile = await composeProfile(request, session);
  await createMirror(directory, profile, { signal });
  await session.environment.recordAct(directory, { act: 'created' });
  const { projectCount } = checkAllowlist(profile.allowlist, { hasTargets: true });
  if (session.json) {
    printJson(session, { type: 'created', mirror: resolve(directory), projectCount, profile });
    return EXIT_CODES.done;
  }
  const path = join(directory, PROFILE_FILENAME);
  const isOfAll = profile.scope === 'everything';
  printLines(session.results, [
    `Created the mirror "${directory}" with ${isOfAll ? 'everything' : formatCount(projectCount, 'project')} from ${profile.upstreamUrl}`,
    projectCount === 0 && !isOfAll
      ? `Next: write what you need into the allowlist in ${path}, then run: sandgrouse plan ${shellWord(directory)}`
      : `Next: sandgrouse plan ${shellWord(directory)}   (the allowlist is in ${path})`,
  ]);
  return EXIT_CODES.done;
}

function isNoFolder(directory: string): Promise<boolean> {
  return stat(directory).then(
    (entry) => !entry.isDirectory(),
    () => false,
  );
}

async function composeProfile(request: InitRequest, session: Session): Promise<Profile> {
  const { newestVersions, prereleases, parallelDownloads, bootstrap, scope } = request;
  const { signal } = session.ending;
  const upstreamUrl = checkUpstreamUrl(await readUpstreamArgument(request.upstream, session));
  const targets = await readTargetArguments(request.targets, { signal });
  const hasTargets = targets.length > 0;
  const follows = hasTargets && scope === 'listed';
  const mode = request.closure ?? (follows ? 'resolved' : 'none');
  if (!hasTargets && (mode !== 'none' || bootstrap)) throw needsTarget();
  if (scope === 'everything' && (request.closure ?? 'none') !== 'none') {
    throw new UsageError('A mirror of everything follows no requirements.', 'Leave out --closure.');
  }
  const distributions = request.distributions ?? (hasTargets ? 'wheels' : 'all');
  return {
    version: PROFILE_VERSION,
    upstreamUrl,
    allowlist: await composeRequestedAllowlist(request, session),
    ...PROFILE_DEFAULTS,
    scope,
    indexes: bindIndexArguments(request.indexes, []),
    constraints: await composeConstraints(request, session),
    targets,
    closure: { ...PROFILE_DEFAULTS.closure, mode, bootstrap },
    options: { newestVersions, distributions, prereleases, parallelDownloads },
  };
}

async function composeConstraints(request: InitRequest, session: Session): Promise<string> {
  const { signal } = session.ending;
  const lines: SourceLine[] = [];
  for (const path of request.constraintsFiles) lines.push(...(await readRequirementsFile(path, { signal })));
  return composeAllowlist(lines);
}

async function composeRequestedAllowlist(request: InitRequest, session: Session): Promise<string> {
  const { signal } = session.ending;
  const lines: SourceLine[] = [...requireLines(request.requirements)];
  for (const path of request.requirementsFiles) lines.push(...(await readRequirementsFile(path, { signal })));
  // A first try has to lead somewhere without knowing what the sample index holds.
  if (lines.length === 0 && request.upstream === SAMPLE_UPSTREAM && request.scope === 'listed') {
    return readFile(join(session.sampleIndexFolder, 'suggested-allowlist.txt'), { encoding: 'utf8', signal });
  }
  return composeAllowlist(lines);
}

/** Requirements are followed for somebody. */
export function needsTarget(): UsageError {
  return new UsageError(
    'Requirements can only be followed for a target.',
    'Name one with --target, for instance linux-x86_64-cp312; "sandgrouse targets" lists them.',
  );
}

/** A folder's name as it can be pasted into a shell. */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./\\-]+$/.test(text) ? text : `"${text}"`;
}
