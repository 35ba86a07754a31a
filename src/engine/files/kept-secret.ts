import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { link, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { codeOf, diskProblem } from './disk-problems';
import { makeFolders } from './make-folders';
import { readBoundedFile } from './read-file';

const OWNER_ONLY = 0o600;
const LARGEST_SECRET_BYTES = 65_536;

/**
 * The text of a file that only its owner may read; made and written where there is none. Two that begin at once end with
 * the same text: who comes second takes the first one's. Throws a disk problem.
 */
export async function keepSecret(
  path: string,
  make: () => Promise<string>,
  { signal }: { readonly signal: AbortSignal },
): Promise<string> {
  signal.throwIfAborted();
  const present = await read(path);
  if (present !== null) return present;
  const made = await make();
  await writeUnlessPresent(path, made);
  return (await read(path)) ?? made;
}

/** The same, where what is there is of no use any longer. */
export async function replaceSecret(path: string, text: string): Promise<void> {
  await write(path, text, (fresh) => rename(fresh, path));
}

async function read(path: string): Promise<string | null> {
  const content = await readBoundedFile(path, { limitBytes: LARGEST_SECRET_BYTES });
  return content === null ? null : content.toString('utf8');
}

function writeUnlessPresent(path: string, text: string): Promise<void> {
  return write(path, text, (fresh) =>
    link(fresh, path).catch(async (error: unknown) => {
      // File systems without links have nobody else's in the way, as good as always.
      if (codeOf(error) !== 'EEXIST') await rename(fresh, path);
    }),
  );
}

async function write(path: string, text: string, place: (fresh: string) => Promise<void>): Promise<void> {
  const fresh = `${path}.${randomUUID()}.new`;
  try {
    await makeFolders(dirname(path));
    const file = await open(fresh, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, OWNER_ONLY);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await place(fresh);
  } catch (error) {
    throw diskProblem(error, { path, operation: 'write' });
  } finally {
    await rm(fresh, { force: true }).catch(() => undefined);
  }
}
