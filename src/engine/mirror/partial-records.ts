import { readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { diskProblem, isMissing } from '../files/disk-problems';
import { readJsonFile } from '../files/read-file';
import { type MirrorPaths, partialFilePaths } from './mirror-paths';
import { readBoot } from './process-identity';

/** What stands beside the unfinished bytes of a file. */
export interface PartialRecord {
  /** The final path. */
  readonly path: string;
  /** What upstream named the version of the bytes. */
  readonly validator: string | null;
  /** This many bytes are on the disk for certain; later ones may be lost in a power cut. */
  readonly syncedBytes: number;
  /** The boot in which it was written: within it, nothing that was written can have been lost. */
  readonly boot: string | null;
}

const recordSchema = z.object({
  path: z.string(),
  validator: z.string().nullable(),
  syncedBytes: z.number().int().nonnegative(),
  boot: z.string().nullable(),
});

/** What can be gone on with. */
export interface UsablePartial {
  readonly validator: string | null;
  readonly bytes: number;
}

const NOTHING: UsablePartial = { validator: null, bytes: 0 };
const LARGEST_RECORD_BYTES = 65_536;

/** The records that there are, as one writer knows them: nobody else writes any while it has the mirror's lock. */
export type RecordedPartials = Set<string>;

export async function listPartialRecords({ partial }: MirrorPaths): Promise<RecordedPartials> {
  return new Set((await readdir(partial)).map((name) => join(partial, name)));
}

/**
 * How much of the unfinished bytes of `path` can be trusted; bytes without a record that can be read count as none.
 * `recorded`: `null` for a reader, who has to look.
 */
export async function findUsablePartial(
  paths: MirrorPaths,
  path: string,
  recorded: RecordedPartials | null,
): Promise<UsablePartial> {
  const { data, facts } = partialFilePaths(paths, path);
  if (recorded !== null && !recorded.has(facts)) return NOTHING;
  const record = recordSchema.safeParse(await readJsonFile(facts, { limitBytes: LARGEST_RECORD_BYTES }));
  if (!record.success || record.data.path !== path) return NOTHING;
  const sizeBytes = await stat(data).then(
    (entry) => entry.size,
    (error: unknown) => {
      if (isMissing(error)) return 0;
      throw diskProblem(error, { path: data, operation: 'read' });
    },
  );
  const { validator, syncedBytes, boot } = record.data;
  const isSameBoot = boot !== null && boot === (await readBoot());
  const bytes = isSameBoot ? sizeBytes : Math.min(sizeBytes, syncedBytes);
  return bytes === 0 ? NOTHING : { validator, bytes };
}

/** Not atomic: a record that was torn cannot be read, and its bytes then count as none. */
export async function writePartialRecord(
  paths: MirrorPaths,
  recorded: RecordedPartials,
  record: Omit<PartialRecord, 'boot'>,
): Promise<void> {
  const { facts } = partialFilePaths(paths, record.path);
  recorded.add(facts);
  await writeFile(facts, JSON.stringify({ ...record, boot: await readBoot() }));
}

export async function removePartial(paths: MirrorPaths, path: string): Promise<void> {
  const { data, facts } = partialFilePaths(paths, path);
  await rm(data, { force: true });
  await rm(facts, { force: true });
}

/** Drops every partial file whose final path is not in `kept`, and whatever else lies between them. */
export async function dropPartialFiles(paths: MirrorPaths, kept: ReadonlySet<string>): Promise<void> {
  const keptFiles = new Set(
    [...kept].flatMap((path) => {
      const { data, facts } = partialFilePaths(paths, path);
      return [data, facts];
    }),
  );
  try {
    for (const name of await readdir(paths.partial)) {
      const file = join(paths.partial, name);
      if (!keptFiles.has(file)) await rm(file, { force: true, recursive: true });
    }
  } catch (error) {
    if (!isMissing(error)) throw diskProblem(error, { path: paths.partial, operation: 'delete' });
  }
}
