import type { MirrorContents } from '../mirror/mirror-contents';

/** A file that helps the far side: it stands in the bundle and becomes no part of the mirror there. */
export interface HandedFile {
  /** Relative to the bundle, with `/`. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** What an export carries, as it is known before anything is written. */
export interface HandoverContents {
  /** Everything that the far side has afterwards: paths as in the bundle. */
  readonly files: readonly HandoverFile[];
  readonly projects: readonly string[];
  readonly targets: readonly { readonly id: string; readonly label: string }[];
  /** What a person wanted beside the mirror: paths as in the bundle. */
  readonly tools: readonly string[];
  /** The application that goes along, with its folder in the bundle; `null`: it does not. */
  readonly application: {
    readonly folder: string;
    readonly platform: 'linux' | 'win32';
    readonly architecture: string;
  } | null;
  readonly upstreamUrl: string;
  /** What the far side has before, by path; `null`: nothing. */
  readonly base: ReadonlyMap<string, string> | null;
  /** How many bytes a part may have; `null`: it is not split. */
  readonly partBytes: number | null;
  /** The mirror that it comes from, for what its pages say, and its tree. */
  readonly mirror: MirrorContents;
  readonly web: string;
}

export interface HandoverFile {
  readonly path: string;
  readonly sizeBytes: number;
  readonly sha256: string;
}

/** Whether the folder can be installed from as it lies there: everything is in it. */
export function isWhole({ base, partBytes }: HandoverContents): boolean {
  return base === null && partBytes === null;
}
