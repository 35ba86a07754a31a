import { lstat, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { isNormalizedName, type NormalizedName } from '../../python-packaging/name';
import { writeFileAtomically } from '../files/atomic-write';
import { diskProblem, isMissing } from '../files/disk-problems';
import { readJsonFile } from '../files/read-file';
import { findPathFault, type MirrorPaths, resolveInside } from './mirror-paths';

/** What a verification leaves for the next plan to do, in `.sandgrouse/repair.json`. */
export interface RepairNotes {
  /** Files that no page lists, with the project that their name speaks of. */
  readonly orphans: readonly OrphanedFile[];
  /** Projects of which something has to come again; what is known of their serials does not count. */
  readonly projects: readonly NormalizedName[];
}

export interface OrphanedFile {
  readonly path: string;
  readonly project: NormalizedName;
  readonly sizeBytes: number;
}

export const NO_REPAIR: RepairNotes = { orphans: [], projects: [] };

const LARGEST_NOTES_BYTES = 400 * 1024 * 1024;
const name = z.custom<NormalizedName>((value) => typeof value === 'string' && isNormalizedName(value));
const path = z.string().refine((value) => value.startsWith('packages/') && findPathFault(value) === null);
const schema = z.object({
  version: z.literal(1),
  orphans: z.array(z.object({ path, project: name, sizeBytes: z.number().int().nonnegative() })),
  projects: z.array(name),
});

const notesPath = ({ records }: MirrorPaths): string => join(records, 'repair.json');

/** Whether a plan can take away what lies at `path`. */
export function isRemovablePath(candidate: string): boolean {
  return path.safeParse(candidate).success;
}

/** The notes, with those orphans that are still there. Throws a disk problem. */
export async function readRepairNotes(paths: MirrorPaths): Promise<RepairNotes> {
  const saved = schema.safeParse(await readJsonFile(notesPath(paths), { limitBytes: LARGEST_NOTES_BYTES }));
  if (!saved.success) return NO_REPAIR;
  const orphans: OrphanedFile[] = [];
  for (const orphan of saved.data.orphans) {
    const sizeBytes = await sizeOf(resolveInside(paths.web, orphan.path));
    if (sizeBytes !== null) orphans.push({ ...orphan, sizeBytes });
  }
  return { orphans, projects: saved.data.projects };
}

/** Needs the mirror's lock. Throws a disk problem. */
export async function writeRepairNotes(paths: MirrorPaths, notes: RepairNotes): Promise<void> {
  const isNothing = notes.orphans.length === 0 && notes.projects.length === 0;
  if (isNothing) await rm(notesPath(paths), { force: true });
  else {
    const text = JSON.stringify({ version: 1, ...notes });
    await writeFileAtomically(notesPath(paths), text, { temporaryDirectory: paths.temporary });
  }
}

async function sizeOf(file: string): Promise<number | null> {
  try {
    const entry = await lstat(file);
    return entry.isFile() ? entry.size : null;
  } catch (error) {
    if (isMissing(error)) return null;
    throw diskProblem(error, { path: file, operation: 'read' });
  }
}
