import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { PROFILE_DEFAULTS, type Profile } from '../../contract/profile';
import { writeFilesAtomically } from '../files/atomic-write';
import { diskProblem } from '../files/disk-problems';
import { readBoundedFile } from '../files/read-file';
import { profileDigest } from '../profile/profile-file';

/**
 * `serials.tsv`: of each project that is wholly here, the number of upstream's last change that it was brought to. The first
 * line says for what; then a line a project, appended as each is done, of which the last one counts.
 */
const fileOf = (directory: string): string => join(directory, '.sandgrouse', 'serials.tsv');
const LARGEST_FILE_BYTES = 400 * 1024 * 1024;

/**
 * What is known for `basis`: upstream, rules and whatever else decides what a project's serial stands for. What was
 * recorded for another basis does not count. Throws a disk problem.
 */
export async function readKnownSerials(
  directory: string,
  basis: string,
): Promise<ReadonlyMap<string, number>> {
  const content = await readBoundedFile(fileOf(directory), { limitBytes: LARGEST_FILE_BYTES });
  const known = new Map<string, number>();
  const text = content?.toString('latin1') ?? '';
  let start = text.indexOf('\n') + 1;
  if (text.slice(0, start) !== `${basis}\n`) return known;
  // A million lines: they are neither split up nor matched one by one.
  for (let end = text.indexOf('\n', start); end !== -1; end = text.indexOf('\n', start)) {
    const tab = text.indexOf('\t', start);
    const serial = Number(text.slice(tab + 1, end));
    if (tab < end && Number.isSafeInteger(serial)) known.set(text.slice(start, tab), serial);
    start = end + 1;
  }
  return known;
}

/** Everything of a profile that decides what comes of a project: another one of these makes every serial unknown. */
export function serialBasis(profile: Profile): string {
  const { network, options } = PROFILE_DEFAULTS;
  const { parallelDownloads } = options;
  const basis = { ...profile, network, options: { ...profile.options, parallelDownloads } };
  return `basis\t${profileDigest(basis)}`;
}

/** Where a sync records what it has brought. */
export interface SerialRecorder {
  readonly record: (project: string, serial: number) => Promise<void>;
  readonly close: () => Promise<void>;
}

/**
 * Begins with what is known already, but of the projects to `forget`: upstream is asked about them again until they are
 * whole. Needs the mirror's lock. Throws a disk problem.
 */
export async function openSerialRecorder(
  directory: string,
  basis: string,
  forget: readonly string[],
): Promise<SerialRecorder> {
  const path = fileOf(directory);
  const guard = async <Value>(work: () => Promise<Value>): Promise<Value> => {
    try {
      return await work();
    } catch (error) {
      throw diskProblem(error, { path, operation: 'write' });
    }
  };
  const known = new Map(await readKnownSerials(directory, basis));
  for (const project of forget) known.delete(project);
  const lines = [basis, ...[...known].map(([project, serial]) => `${project}\t${serial}`)];
  await writeFilesAtomically([{ path, data: `${lines.join('\n')}\n` }], {
    temporaryDirectory: join(directory, '.sandgrouse', 'tmp'),
  });
  const file = await guard(() => open(path, 'a'));
  let waiting: string[] = [];
  const flush = async (): Promise<void> => {
    const lines = waiting;
    waiting = [];
    if (lines.length > 0) await file.appendFile(lines.join(''));
  };
  return {
    record: async (project, serial) => {
      waiting.push(`${project}\t${serial}\n`);
      if (waiting.length >= MOST_WAITING) await guard(flush);
    },
    close: async () => {
      try {
        await guard(async () => {
          await flush();
          await file.datasync();
        });
      } finally {
        await file.close();
      }
    },
  };
}

/** Lines are written together: what is lost in a crash is asked for once more, and found to be here. */
const MOST_WAITING = 200;
