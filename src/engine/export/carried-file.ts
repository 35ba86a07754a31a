/** A file as it is going to stand in a bundle, and where its bytes come from. */
export interface CarriedFile {
  /** Relative to the bundle, with `/`. */
  readonly path: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly source: FileSource;
}

/** `owner`: the project and the name of the file, for words about it. */
export type FileSource =
  | { readonly kind: 'file'; readonly place: string; readonly owner: FileOwner }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array };

export interface FileOwner {
  readonly project: string;
  readonly filename: string;
}
