import { readdir } from 'node:fs/promises';
import { diskProblem, isMissing } from '../files/disk-problems';
import { readBoundedFile } from '../files/read-file';
import type { InputFiles } from './input-files';

/** The real files, for a host that imports from this computer. */
export const DISK_INPUT_FILES: InputFiles = {
  readFile: (path, { limitBytes }) => readBoundedFile(path, { limitBytes }),
  listFolder: async (path) => {
    try {
      const entries = await readdir(path, { withFileTypes: true });
      return entries.filter((entry) => entry.isFile() || entry.isSymbolicLink()).map(({ name }) => name);
    } catch (error) {
      if (isMissing(error)) return [];
      throw diskProblem(error, { path, operation: 'read' });
    }
  },
};
