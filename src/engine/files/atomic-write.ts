import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { refuse } from '../../contract/problem';
import { codeOf, diskProblem } from './disk-problems';

export interface AtomicWriteOptions {
  /** Where the unfinished file stands, on the same file system; the target's own folder where it is left out. */
  readonly temporaryDirectory?: string;
  readonly signal?: AbortSignal;
  /**
   * `false` for what can be had again: it need not outlast a power cut, and a damaged one counts as none. `'content'`:
   * after a power cut the file is whole or not there; for the latter the caller has to sync the folder.
   */
  readonly durable?: boolean | 'content';
  /** Who may do what with the new file, from its first byte on; as the system gives it where it is left out. */
  readonly rights?: FileRights;
}

/** As `stat` tells them. Where the owner cannot be given, the file keeps its mode alone. */
export interface FileRights {
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
}

/**
 * Writes a whole file so that a reader sees the old one or the new one and never half of it, also after a power cut:
 * written beside, synced, renamed. Makes the file's own folder where it is missing, and none above it: a drive that was
 * pulled out must not be continued on the disk below. Throws a disk problem.
 */
export async function writeFileAtomically(
  path: string,
  data: string | Uint8Array,
  options: AtomicWriteOptions = {},
): Promise<void> {
  try {
    options.signal?.throwIfAborted();
    await ensureFolder(dirname(path));
    if (options.temporaryDirectory !== undefined) await ensureFolder(options.temporaryDirectory);
  } catch (error) {
    throw diskProblem(error, { path, operation: 'write' });
  }
  await writeFilesAtomically([{ path, data }], options);
}

export interface NewFile {
  readonly path: string;
  readonly data: string | Uint8Array;
}

/**
 * The same for several files of one folder, which has to exist: each is replaced by itself, in the order given, after
 * all of them have been written. Throws a disk problem.
 */
export async function writeFilesAtomically(
  files: readonly NewFile[],
  { temporaryDirectory, signal, durable = true, rights }: AtomicWriteOptions = {},
): Promise<void> {
  const staged = files.map(({ path, data }) => {
    const name = `.${basename(path)}.${randomUUID()}.tmp`;
    return { path, data, temporaryPath: join(temporaryDirectory ?? dirname(path), name) };
  });
  let path = files[0]?.path ?? '';
  try {
    signal?.throwIfAborted();
    const writes = await Promise.allSettled(
      staged.map(({ temporaryPath, data }) =>
        writeNew(temporaryPath, data, { durable: durable !== false, rights }),
      ),
    );
    for (const [index, file] of staged.entries()) {
      path = file.path;
      const write = writes[index];
      if (write?.status === 'rejected') throw write.reason;
    }
    for (const file of staged) {
      path = file.path;
      await renameWithPatience(file.temporaryPath, file.path);
    }
    if (durable !== true) return;
    for (const folder of new Set(staged.map((file) => dirname(file.path)))) await syncFolder(folder);
  } catch (error) {
    for (const file of staged) await rm(file.temporaryPath, { force: true }).catch(() => undefined);
    throw diskProblem(error, { path, operation: 'write' });
  }
}

interface NewFileOptions {
  readonly durable: boolean;
  readonly rights: FileRights | undefined;
}

async function writeNew(
  path: string,
  data: string | Uint8Array,
  { durable, rights }: NewFileOptions,
): Promise<void> {
  const file = await open(path, 'wx', rights === undefined ? 0o666 : 0o600);
  try {
    if (rights !== undefined) {
      await file.chown(rights.uid, rights.gid).catch(() => undefined);
      await file.chmod(rights.mode & 0o777);
    }
    await file.writeFile(data);
    if (durable) await file.sync();
  } finally {
    await file.close();
  }
}

/** Makes one folder; there already is fine. Throws the system's error, or a disk problem where something else is there. */
export async function ensureFolder(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
    if (!(await stat(path)).isDirectory()) {
      refuse('disk-failed', { path, operation: 'make the folder', cause: 'a file stands in its place' });
    }
  }
}

/** Makes renames in a folder survive a power cut, where the system lets folders be synced (Windows does not). */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } catch (error) {
    if (!['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'EISDIR'].includes(codeOf(error) ?? '')) throw error;
  } finally {
    await folder.close();
  }
}

const RENAME_TRIES = 8;

/** On Windows a virus scanner may hold a new file for a moment; everywhere else the first try decides. */
export async function renameWithPatience(from: string, to: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await rename(from, to);
      return;
    } catch (error) {
      const isHeld =
        process.platform === 'win32' && ['EPERM', 'EACCES', 'EBUSY'].includes(codeOf(error) ?? '');
      if (!isHeld || attempt >= RENAME_TRIES) throw error;
      await sleep(25 * 2 ** attempt);
    }
  }
}
