import { refuse } from '../../../contract/problem';

/** A file as it is going to stand in a bundle, and where its bytes come from. */
export interface CarriedFile {
  /** Relative to the bundle, with `/`. */
  readonly path: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly source: FileSource;
}

/** `owner`: the project and the name of the file, for words about it; `null`: it is no file of the mirror. */
export type FileSource =
  | { readonly kind: 'file'; readonly place: string; readonly owner: FileOwner | null }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array };

export interface FileOwner {
  readonly project: string;
  readonly filename: string;
}

/** Throws `mirror-file-damaged` or `export-tool-unusable`: the file is not what it was when it was listed. */
export function refuseChanged({ place, owner }: Extract<FileSource, { kind: 'file' }>): never {
  if (owner === null) {
    return refuse('export-tool-unusable', { path: place, reason: 'it changed while it was copied' });
  }
  return refuse('mirror-file-damaged', { ...owner, reason: 'it changed after it was listed' });
}
