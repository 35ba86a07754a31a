import { open as openFile } from 'node:fs/promises';
import { fromRandomAccessReaderPromise } from 'yauzl';
import { refuse } from '../../contract/problem';
import { readWheelEntry } from '../files/archived-metadata';
import { codeOf, diskProblem } from '../files/disk-problems';
import { WindowedFile } from './windowed-file';

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
      const zip = await fromRandomAccessReaderPromise(reader, size, {
        autoClose: false,
        strictFileNames: true,
      });
      return await readWheelEntry(zip, filename);
    } finally {
      await file.close();
    }
  } catch (error) {
    if (codeOf(error) !== null) throw diskProblem(error, { path: wheelPath, operation: 'read' });
    const reason = error instanceof Error ? error.message : String(error);
    return refuse('wheel-unreadable', { filename, reason });
  }
}
