import { join } from 'node:path';
import type { AdoptionSurvey, Tally } from '../../../contract/adoption';
import { refuse } from '../../../contract/problem';
import { diskProblem } from '../../files/disk-problems';
import { readBoundedFile } from '../../files/read-file';
import type { MirrorPaths } from '../mirror-paths';
import type { OlderProjects } from './find-projects';
import { findLegacyPage, findPage, lookAt } from './links';
import { keepTally } from './tally';
import { type TreeEntry, walkTree } from './walk-tree';

/** Whether the folder looks like a mirror that bandersnatch made. */
export async function isBandersnatchTree({ directory, simple }: MirrorPaths): Promise<boolean> {
  const kindOf = async (path: string): Promise<string> => (await lookAt(directory, path)).kind;
  try {
    if ((await kindOf(simple)) !== 'folder') return false;
    return (
      (await kindOf(join(directory, 'generation'))) === 'file' ||
      (await kindOf(join(directory, 'status'))) === 'file'
    );
  } catch {
    return false;
  }
}

/** Throws `adoption-refused` where the tree is not one that can be adopted as it stands, or a disk problem. */
export async function refuseStrangeTree({ directory, web, simple, packages }: MirrorPaths): Promise<void> {
  try {
    if ((await lookAt(directory, simple)).kind === 'missing') {
      refuse('adoption-refused', { directory, reason: 'it has no folder "web/simple"' });
    }
    for (const [name, path] of Object.entries({ web, 'web/simple': simple, 'web/packages': packages })) {
      const { kind } = await lookAt(directory, path);
      if (kind === 'folder' || (path === packages && kind === 'missing')) continue;
      const reason = `"${name}" is a link or no folder, and a mirror has only folders of its own; put the folder itself there`;
      refuse('adoption-refused', { directory, reason });
    }
  } catch (error) {
    throw diskProblem(error, { path: directory, operation: 'read' });
  }
}

interface SurveyOptions {
  readonly signal: AbortSignal;
  /** Told how many files and bytes were seen so far. */
  readonly onFile: (files: number, bytes: number) => void;
}

/** Counts what there is; changes nothing. Throws a disk problem. */
export async function surveyTree(
  paths: MirrorPaths,
  found: OlderProjects,
  { signal, onFile }: SurveyOptions,
): Promise<AdoptionSurvey> {
  const leftovers = keepTally();
  const linksOutside = keepTally();
  const counts = { files: 0, bytes: 0, metadataFiles: 0, linksInside: 0, olderPages: 0 };
  let leftoverBytes = 0;
  const take = async (part: string, { path, kind, sizeBytes }: TreeEntry): Promise<void> => {
    const isReplaceable =
      kind === 'link-inside' || (kind === 'outside' && (await hasStandIn(paths, part, path)));
    if (isReplaceable) counts.linksInside += 1;
    else if (kind === 'outside') linksOutside.add(`${part}/${path}`);
    else if (kind === 'hidden') {
      leftovers.add(`${part}/${path}`);
      leftoverBytes += sizeBytes;
    } else if (part === 'simple') counts.olderPages += OLDER_PAGE.test(path) ? 1 : 0;
    else if (part === 'packages' && path.endsWith('.metadata')) counts.metadataFiles += 1;
    else if (part === 'packages') {
      counts.files += 1;
      counts.bytes += sizeBytes;
      onFile(counts.files, counts.bytes);
    }
  };
  for (const part of ['packages', 'simple', 'pypi']) {
    const top = join(paths.web, part);
    if ((await lookAt(paths.web, top)).kind !== 'folder') continue;
    for await (const entry of walkTree(top, { signal })) await take(part, entry);
  }
  return {
    ...counts,
    directory: paths.directory,
    projects: found.projects.length,
    layout: found.layout,
    movedFolders: tallyOf(
      found.projects.flatMap(({ name, folders }) => folders.filter((folder) => folder !== name)),
    ),
    linksOutside: linksOutside.result(),
    leftovers: { ...leftovers.result(), bytes: leftoverBytes },
    strangers: tallyOf(found.strangers),
    ...(await readState(paths)),
  };
}

/** What `keep_index_versions` leaves: `flask/versions/index_SERIAL_TIME.html`. */
export const OLDER_PAGE = /(?:^|\/)versions\/index_[^/]*$/;

/** Links of a mirror that was moved lead nowhere, and what they led to is here all the same. */
async function hasStandIn({ web }: MirrorPaths, part: string, path: string): Promise<boolean> {
  if (part === 'simple') return (await findPage(web, join(web, part, path))) !== null;
  return part === 'pypi' && (await findLegacyPage(web, path)) !== null;
}

function tallyOf(examples: readonly string[]): Tally {
  const tally = keepTally();
  for (const example of examples) tally.add(example);
  return tally.result();
}

const LARGEST_STATE_BYTES = 256 * 1024 * 1024;

async function readState({ directory }: MirrorPaths): Promise<Pick<AdoptionSurvey, 'serial' | 'unfinished'>> {
  const read = async (name: string): Promise<string | null> => {
    const path = join(directory, name);
    if ((await lookAt(directory, path)).kind !== 'file') return null;
    return (await readBoundedFile(path, { limitBytes: LARGEST_STATE_BYTES }))?.toString('utf8') ?? null;
  };
  const status = (await read('status'))?.trim() ?? '';
  const todo = await read('todo');
  const behind =
    todo
      ?.split('\n')
      .slice(1)
      .flatMap((line) => line.trim().split(/\s+/)[0] || []) ?? null;
  return {
    serial: /^\d{1,15}$/.test(status) ? Number(status) : null,
    unfinished: behind === null ? null : tallyOf(behind),
  };
}
