import { z } from 'zod';
import { readJsonFile } from '../files/read-file';
import { findPathFault } from './mirror-paths';

/** What an import changes beside the pages. Paths as in a bundle: `packages/…`, `mirror/…`. */
export interface Exchange {
  /** Staged files that take the place of others in `packages/`, or belong beside one. */
  readonly replaced: readonly string[];
  /** Staged files for the top of the mirror's folder. */
  readonly mirrorFiles: readonly string[];
  /** Of the state before, in `packages/` and `mirror/`; they go after the exchange. */
  readonly removed: readonly string[];
  /** What `transfers/applied.json` says afterwards. */
  readonly applied: string;
}

/** An exchange that was decided, as `commit.json` tells it; pages as `simple/…`. */
export interface DecidedExchange extends Exchange {
  /** Staged pages of the new state. */
  readonly pages: readonly string[];
  /** Pages that the new state does not have. */
  readonly removedPages: readonly string[];
}

const LARGEST_COMMIT_BYTES = 256 * 1024 * 1024;

const pathsBelow = (...tops: readonly string[]) =>
  z.array(
    z.string().refine((path) => tops.some((top) => path.startsWith(top)) && findPathFault(path) === null),
  );

const decidedSchema: z.ZodType<DecidedExchange> = z.object({
  replaced: pathsBelow('packages/'),
  mirrorFiles: pathsBelow('mirror/'),
  removed: pathsBelow('packages/', 'mirror/'),
  applied: z.string(),
  pages: pathsBelow('simple/'),
  removedPages: pathsBelow('simple/'),
});

/** `null` where none is decided. Throws where something else stands there, or a disk problem. */
export async function readDecidedExchange(commit: string): Promise<DecidedExchange | null> {
  const value = await readJsonFile(commit, { limitBytes: LARGEST_COMMIT_BYTES });
  return value === undefined ? null : decidedSchema.parse(value);
}
