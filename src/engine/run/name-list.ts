import { join } from 'node:path';
import { writeFileAtomically } from '../files/atomic-write';
import { readBoundedFile } from '../files/read-file';
import { hasProfile } from '../profile/profile-file';

const LARGEST_LIST_BYTES = 256 * 1024 * 1024;

/** Names of an upstream's projects as they are kept: one a line, sorted. */
export interface NameList {
  /** What the names were asked of, in one line. */
  readonly source: string;
  readonly readAtMs: number;
  /** The names, each with a line end before and behind it; PyPI's take some 12 MB, and are never split up. */
  readonly lines: Buffer;
}

/** A mirror's list; `null` where it has none that can be used. */
export async function readNameList(directory: string): Promise<NameList | null> {
  const content = await readBoundedFile(pathOf(directory), { limitBytes: LARGEST_LIST_BYTES }).catch(
    () => null,
  );
  if (content === null) return null;
  const sourceEnd = content.indexOf('\n');
  const timeEnd = content.indexOf('\n', sourceEnd + 1);
  const readAtMs = Number(content.toString('utf8', sourceEnd + 1, timeEnd));
  if (sourceEnd === -1 || timeEnd === -1 || !Number.isSafeInteger(readAtMs)) return null;
  return { source: content.toString('utf8', 0, sourceEnd), readAtMs, lines: content.subarray(timeEnd) };
}

/** Makes the list of sorted names and keeps it. Where it cannot be kept, it serves all the same. */
export async function keepNameList(
  directory: string,
  { source, readAtMs, names }: Omit<NameList, 'lines'> & { readonly names: readonly string[] },
): Promise<NameList> {
  const lines = Buffer.from(`\n${names.join('\n')}\n`);
  const content = Buffer.concat([Buffer.from(`${source}\n${readAtMs}`), lines]);
  const temporaryDirectory = join(directory, '.sandgrouse', 'tmp');
  // Reading a long list takes a while, in which a drive may be pulled out: its empty folder stays empty.
  if (await hasProfile(directory)) {
    await writeFileAtomically(pathOf(directory), content, { temporaryDirectory, durable: false }).catch(
      () => undefined,
    );
  }
  return { source, readAtMs, lines };
}

/** The first names that begin with `start`, which is normalised as far as it goes. */
export function namesFrom(
  { lines }: NameList,
  { start, limit }: { readonly start: string; readonly limit: number },
): readonly string[] {
  const names: string[] = [];
  let position = lines.indexOf(`\n${start}`);
  while (position !== -1 && names.length < limit) {
    const end = lines.indexOf('\n', position + 1);
    const name = lines.toString('utf8', position + 1, end === -1 ? lines.length : end);
    // They are sorted: those with one beginning stand together.
    if (!name.startsWith(start) || name === '') break;
    names.push(name);
    position = end;
  }
  return names;
}

const pathOf = (directory: string): string => join(directory, '.sandgrouse', 'projects.txt');
