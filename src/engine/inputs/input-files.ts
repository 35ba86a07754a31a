import { type InputPlace, refuseInput } from './input-place';

/** The only way of this room to other files; a host gives the real ones. */
export interface InputFiles {
  /** `null` where there is no such file. Throws a disk problem. */
  readonly readFile: (
    path: string,
    options: { readonly limitBytes: number; readonly signal: AbortSignal },
  ) => Promise<Uint8Array | null>;
  /** The names of the files in a folder; empty where there is none. Throws a disk problem. */
  readonly listFolder: (
    path: string,
    options: { readonly signal: AbortSignal },
  ) => Promise<readonly string[]>;
}

export const LARGEST_INPUT_BYTES = 64 * 1024 * 1024;
const MOST_FILES = 100;

/** Files that an input names, with a bound on how many and on all their bytes. */
export interface IncludedFiles {
  /** `null` where there is no such file. Throws `input-invalid` for the one file too many, or a disk problem. */
  read(path: string, at: InputPlace): Promise<Uint8Array | null>;
  list(folder: string): Promise<readonly string[]>;
}

/** Every reading counts, also of the same file again. */
export function includedFiles(
  { readFile, listFolder }: InputFiles,
  { signal }: { readonly signal: AbortSignal },
): IncludedFiles {
  let left = MOST_FILES;
  let leftBytes = LARGEST_INPUT_BYTES;
  return {
    read: async (path, at) => {
      signal.throwIfAborted();
      left -= 1;
      if (left < 0) refuseInput(at, `more than ${MOST_FILES} files are asked for`);
      const content = await readFile(path, { limitBytes: LARGEST_INPUT_BYTES, signal });
      if (content !== null && content.length > LARGEST_INPUT_BYTES) {
        refuseInput(at, `"${path}" is larger than ${LARGEST_INPUT_BYTES / 1024 / 1024} MiB`);
      }
      leftBytes -= content?.length ?? 0;
      if (leftBytes < 0) refuseInput(at, `with "${path}", the files that are asked for are too large`);
      return content;
    },
    list: async (folder) => {
      signal.throwIfAborted();
      return listFolder(folder, { signal });
    },
  };
}
