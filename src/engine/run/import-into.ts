import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { RecordAct } from '../../contract/history';
import type { ImportChoices, ImportSource } from '../../contract/import-report';
import { refuse } from '../../contract/problem';
import type { Profile } from '../../contract/profile';
import { ensureFolder, writeFileAtomically } from '../files/atomic-write';
import { diskProblem } from '../files/disk-problems';
import { DISK_INPUT_FILES } from '../inputs/disk-input-files';
import { type ImportResult, importInput } from '../inputs/import-input';
import { LARGEST_INPUT_BYTES } from '../inputs/input-files';
import { readProfile, saveProfile } from '../profile/profile-file';

export interface ImportIntoOptions {
  readonly directory: string;
  readonly source: ImportSource;
  readonly choices: ImportChoices | null;
  readonly signal: AbortSignal;
}

/** Reads an input and says what it would bring to the mirror in `directory`; writes nothing. Throws a problem. */
export async function readImport(options: ImportIntoOptions): Promise<ImportResult> {
  const { directory, source, choices, signal } = options;
  const profile = await readProfile(directory, { signal });
  return importInput({
    ...DISK_INPUT_FILES,
    source: await contentOf(source),
    profile,
    choices,
    environmentVariable: (name) => process.env[name] ?? null,
    signal,
  });
}

/** Takes an input into the profile, and keeps a lock in the mirror's folder. Throws a problem. */
export async function applyImport(
  options: ImportIntoOptions & { readonly recordAct: RecordAct },
): Promise<Profile> {
  const { directory, source, recordAct, signal } = options;
  const { report, lockFile } = await readImport(options);
  if (lockFile !== null) await keepLock(directory, lockFile);
  await saveProfile(directory, report.profile, { signal });
  const name = source.kind === 'text' ? source.name : basename(source.path);
  await recordAct(directory, { act: 'imported', source: name });
  return readProfile(directory, { signal });
}

async function keepLock(
  directory: string,
  { path, content }: NonNullable<ImportResult['lockFile']>,
): Promise<void> {
  const target = join(directory, path);
  try {
    await ensureFolder(dirname(target));
  } catch (error) {
    throw diskProblem(error, { path: target, operation: 'write' });
  }
  await writeFileAtomically(target, content);
}

/** The bytes of what shall be imported. Throws `input-invalid` or a disk problem. */
export async function contentOf(source: ImportSource): Promise<Parameters<typeof importInput>[0]['source']> {
  if (source.kind === 'text') {
    return { name: source.name, content: Buffer.from(source.text, 'utf8'), folder: null };
  }
  const { path } = source;
  const name = basename(path);
  try {
    const entry = await stat(path);
    if (!entry.isFile()) refuse('input-invalid', { name, place: path, reason: 'it is not a file' });
    if (entry.size > LARGEST_INPUT_BYTES) {
      const reason = `it is larger than ${LARGEST_INPUT_BYTES / 1024 / 1024} MiB`;
      refuse('input-invalid', { name, place: path, reason });
    }
    return { name, content: await readFile(path), folder: dirname(path) };
  } catch (error) {
    throw diskProblem(error, { path, operation: 'read' });
  }
}
