import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { PROFILE_DEFAULTS, type Profile } from '../../contract/profile';
import { ensureFolder, writeFileAtomically } from '../files/atomic-write';
import { diskProblem, isMissing } from '../files/disk-problems';
import { openRegularFile } from '../files/read-file';
import { profileDigest } from '../profile/profile-file';

/**
 * `serials.tsv`: of each project that is wholly here, the number of upstream's last change that it was brought to. The first
 * line says for what; then a line a project, appended as each is done, of which the last one counts.
 */
const fileOf = (directory: string): string => join(directory, '.sandgrouse', 'serials.tsv');
const LINE = /^([a-z0-9-]+)\t(\d{1,15})$/;

/**
 * What is known for `basis`: upstream, rules and whatever else decides what a project's serial stands for. What was
 * recorded for another basis does not count. Throws a disk problem.
 */
export async function readKnownSerials(
  directory: string,
  basis: string,
): Promise<ReadonlyMap<string, number>> {
  const known = new Map<string, number>();
  const path = fileOf(directory);
  try {
    const file = await openRegularFile(path);
    if (file === null) return known;
    let isFirst = true;
    for await (const line of file.readLines()) {
      if (isFirst && line !== basis) break;
      isFirst = false;
      const [, project, serial] = LINE.exec(line) ?? [];
      if (project !== undefined && serial !== undefined) known.set(project, Number(serial));
    }
    await file.close().catch(() => undefined);
  } catch (error) {
    if (!isMissing(error)) throw diskProblem(error, { path, operation: 'read' });
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

/** Begins with what is known already; needs the mirror's lock. Throws a disk problem. */
export async function openSerialRecorder(directory: string, basis: string): Promise<SerialRecorder> {
  const path = fileOf(directory);
  const guard = async <Value>(work: () => Promise<Value>): Promise<Value> => {
    try {
      return await work();
    } catch (error) {
      throw diskProblem(error, { path, operation: 'write' });
    }
  };
  const known = await readKnownSerials(directory, basis);
  await guard(() => ensureFolder(join(directory, '.sandgrouse')));
  const lines = [basis, ...[...known].map(([project, serial]) => `${project}\t${serial}`)];
  await writeFileAtomically(path, `${lines.join('\n')}\n`, {
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
