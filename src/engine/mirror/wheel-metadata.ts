import { open as openFile } from 'node:fs/promises';
import { fromBufferPromise, fromRandomAccessReaderPromise } from 'yauzl';
import { refuse } from '../../contract/problem';
import { readWheelEntry } from '../files/archived-metadata';
import { codeOf, diskProblem } from '../files/disk-problems';
import { WindowedFile } from './windowed-file';

const OPTIONS = { autoClose: false, strictFileNames: true } as const;

/**
 * The bytes of a wheel's METADATA: of the one folder `NAME-VERSION.dist-info` at the top that belongs to the filename
 * (binary distribution format). Throws `wheel-unreadable`, or a disk problem.
 */
export async function readWheelMetadata(wheelPath: string, filename: string): Promise<Buffer> {
  try {
    const file = await openFile(wheelPath, 'r');
    try {
      const { size } = await file.stat();
      const reader = new WindowedFile(file, size);
      return await readWheelEntry(await fromRandomAccessReaderPromise(reader, size, OPTIONS), filename);
    } finally {
      await file.close();
    }
  } catch (error) {
    if (codeOf(error) !== null) throw diskProblem(error, { path: wheelPath, operation: 'read' });
    return unreadable(filename, error);
  }
}

/** The same of a wheel in memory. */
export async function metadataOfWheel(wheel: Buffer, filename: string): Promise<Buffer> {
  try {
    return await readWheelEntry(await fromBufferPromise(wheel, OPTIONS), filename);
  } catch (error) {
    return unreadable(filename, error);
  }
}

function unreadable(filename: string, error: unknown): never {
  const reason = error instanceof Error ? error.message : String(error);
  return refuse('wheel-unreadable', { filename, reason });
}
