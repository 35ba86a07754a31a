import { appendFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { describableProblem } from '../../contract/describable-problem';
import type { FailedFiles } from '../../contract/mirror';
import { toPlainText } from '../../contract/plain-text';
import type { Problem } from '../../contract/problem';
import { redact } from '../../contract/redact';
import type { FailedFile } from '../../contract/run-state';
import { projectOfFilename } from '../../python-packaging/filename-project';
import { readBoundedFile } from '../files/read-file';
import { mirrorPaths } from './mirror-paths';

/** The files that the last sync could not get, in `.sandgrouse/failures.jsonl`; a new sync begins with none. */
export interface FailureRecords {
  readonly add: (failure: { readonly path: string; readonly url: string; readonly problem: Problem }) => void;
  readonly close: () => Promise<void>;
}

/** Where they stand. */
export const failuresPath = (directory: string): string =>
  join(mirrorPaths(directory).records, 'failures.jsonl');

/**
 * Needs the mirror's lock. Where the disk takes no more they are told all the same, and not kept. No address keeps a
 * password or the values of its query. The file is open only while a line is written: a disk whose file is held open for
 * writing can be neither pulled out nor made read-only.
 */
export async function openFailureRecords(directory: string): Promise<FailureRecords> {
  const path = failuresPath(directory);
  await writeFile(path, '').catch(() => undefined);
  let writing: Promise<void> = Promise.resolve();
  const write = async (before: Promise<void>, line: string): Promise<void> => {
    await before;
    await appendFile(path, line).catch(() => undefined);
  };
  return {
    add: (failure) => {
      const clean = JSON.stringify(failure, (_key, value: unknown) =>
        typeof value === 'string' ? redact(value) : value,
      );
      writing = write(writing, `${clean}\n`);
    },
    close: () => writing,
  };
}

const MOST_READ_BYTES = 64 * 1024 * 1024;
const LONGEST_LINE = 100_000;
const text = z.string().max(10_000).transform(toPlainText);
const schema = z.object({ path: text, url: text, problem: describableProblem });

/** How many there are, and the first `limit` of them. What is none of ours is passed over. Throws a disk problem. */
export async function readFailures(directory: string, limit: number): Promise<FailedFiles> {
  const content = await readBoundedFile(failuresPath(directory), { limitBytes: MOST_READ_BYTES });
  const lines = (content?.toString('utf8') ?? '').split('\n').filter((line) => line !== '');
  const files: FailedFile[] = [];
  let strange = 0;
  for (const line of lines) {
    if (files.length >= limit) break;
    const failure = parseFailure(line);
    if (failure === null) strange += 1;
    else files.push(failure);
  }
  return { count: lines.length - strange, files };
}

function parseFailure(line: string): FailedFile | null {
  if (line.length > LONGEST_LINE) return null;
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return null;
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) return null;
  const { path, url, problem } = parsed.data;
  const filename = path.slice(path.lastIndexOf('/') + 1);
  return { path, project: projectOfFilename(filename) ?? '', filename, url, problem };
}
