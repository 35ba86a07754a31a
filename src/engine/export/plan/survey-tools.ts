import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { basename } from 'node:path';
import { refuse } from '../../../contract/problem';
import { diskProblem, isMissing } from '../../files/disk-problems';
import { findBundlePathFault, foldPath, TOOLS_FOLDER } from '../format/bundle-paths';
import type { CarriedFile } from './carried-file';

interface Options {
  readonly signal: AbortSignal;
}

/**
 * What a person wants beside the mirror: an installer of Python, this application for the far side. They stand under
 * `tools/` and become no part of a mirror. Throws `export-tool-unusable`, or a disk problem.
 */
export async function surveyTools(
  places: readonly string[],
  { signal }: Options,
): Promise<readonly CarriedFile[]> {
  const names = new Set<string>();
  const tools: CarriedFile[] = [];
  for (const place of places) {
    signal.throwIfAborted();
    const path = `${TOOLS_FOLDER}/${basename(place)}`;
    const fault = findBundlePathFault(path);
    if (fault !== null) refuse('export-tool-unusable', { path: place, reason: fault });
    if (names.has(foldPath(path))) {
      refuse('export-tool-unusable', { path: place, reason: 'another one has the same name' });
    }
    names.add(foldPath(path));
    tools.push({
      path,
      ...(await readToolFacts(place, { signal })),
      source: { kind: 'file', place, owner: null },
    });
  }
  return tools;
}

/** Size and hash of a file. Throws `export-tool-unusable`, or a disk problem. */
export async function readToolFacts(
  place: string,
  options: Options,
): Promise<Pick<CarriedFile, 'sizeBytes' | 'sha256'>> {
  const file = await openTool(place);
  try {
    // A pipe or a device would never end.
    if (!(await file.stat()).isFile()) {
      refuse('export-tool-unusable', { path: place, reason: 'it is not a file; pack a folder into one' });
    }
    const hash = createHash('sha256');
    let sizeBytes = 0;
    for await (const chunk of createReadStream('', { fd: file, autoClose: false, ...options })) {
      const bytes = chunk as Buffer;
      hash.update(bytes);
      sizeBytes += bytes.byteLength;
    }
    return { sizeBytes, sha256: hash.digest('hex') };
  } finally {
    await file.close();
  }
}

async function openTool(place: string): Promise<FileHandle> {
  try {
    return await open(place, 'r');
  } catch (error) {
    if (isMissing(error)) refuse('export-tool-unusable', { path: place, reason: 'there is no such file' });
    throw diskProblem(error, { path: place, operation: 'read' });
  }
}
