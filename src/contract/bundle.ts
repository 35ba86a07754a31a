import type { ActInterface } from './history';
import type { Problem } from './problem';

/**
 * A bundle: a folder that carries a mirror, a part of it, or what has changed, across an air gap. A person can check it
 * with `sha256sum -c SHA256SUMS`. Below it stand `simple/` and `packages/` as a web server would give them, `mirror/` with
 * what lies at the top of a mirror's folder, and whatever helps the far side to begin.
 */
export const BUNDLE_FORMAT = 1;

/** What of a mirror is carried. Targets by id, projects by normalised name. */
export type ExportSelection =
  | { readonly kind: 'whole' }
  | { readonly kind: 'targets'; readonly targets: readonly string[] }
  | { readonly kind: 'projects'; readonly projects: readonly string[] };

/** What stands in `manifest.json`. The signature is over its exact bytes. */
export interface BundleManifest {
  readonly format: typeof BUNDLE_FORMAT;
  /** 32 hexadecimal digits. The same content of the same mirror, split alike, always has the same. */
  readonly bundleId: string;
  /** `id` stays with a mirror for ever; `name` is its folder's. */
  readonly mirror: { readonly id: string; readonly name: string };
  /** ISO 8601, in UTC. */
  readonly createdAt: string;
  readonly program: string;
  /** Who made it; `null` where it was made before that was told. */
  readonly by: Who | null;
  readonly upstreamUrl: string;
  /** When the mirror was last synced to its end; `null` where that is not known. */
  readonly syncedAt: string | null;
  readonly selection: ExportSelection;
  readonly targets: readonly { readonly id: string; readonly label: string }[];
  readonly projects: number;
  /** What the far mirror is after the import. */
  readonly state: BundleState;
  /** `null`: everything is in the bundle. */
  readonly base: BundleBase | null;
  /** Paths of the base that the state does not have any more. */
  readonly removals: readonly string[];
  readonly part: BundlePart;
  /** SHA-256 of this folder's `SHA256SUMS`. */
  readonly sumsSha256: string;
  readonly readBack: ReadBack;
  readonly scan: ScanVerdict;
}

/** Who exports or imports: as the person said, or as the system calls the person and the computer. */
export interface Who {
  readonly user: string;
  readonly host: string;
  readonly interface: ActInterface;
}

export interface BundleState {
  /** SHA-256 over `SHA256  PATH` of every file, a line each, by path. */
  readonly digest: string;
  readonly files: number;
}

/** The state that a delta goes on from, with the bundle that brought it. */
export interface BundleBase {
  readonly bundleId: string;
  readonly stateDigest: string;
}

/** Which of the parts this folder is, and what each of them holds. Bundles that are not split have one part. */
export interface BundlePart {
  /** Counted from 1. */
  readonly number: number;
  readonly parts: readonly { readonly files: number; readonly bytes: number; readonly digest: string }[];
}

/** How the copy was checked: read again past the system's cache, read again, or not. */
export const READ_BACKS = ['past-cache', 'through-cache', 'skipped'] as const;
export type ReadBack = (typeof READ_BACKS)[number];

/** What a scanner of the organisation's said before the bundle was sealed; `null`: none was asked. */
export type ScanVerdict = { readonly command: string; readonly output: string } | null;

/** Something that a check of a bundle found; `path` is relative to its folder. */
export interface BundleFinding {
  readonly path: string;
  /** `not-a-file`: a link, a folder or a device stands there. `not-listed`: `SHA256SUMS` does not name it. */
  readonly kind: 'damaged' | 'missing' | 'not-listed' | 'not-a-file' | 'unreadable';
}

export interface BundleReport {
  readonly manifest: BundleManifest;
  /** Of the key that signed. */
  readonly fingerprint: string;
  readonly files: number;
  readonly bytes: number;
  readonly findings: readonly BundleFinding[];
  readonly readBack: ReadBack;
}

/** `waiting`: the drive is away, or does not answer. */
export type TransferStep = 'survey' | 'copy' | 'read-back' | 'scan' | 'seal' | 'verify' | 'place' | 'waiting';

export interface TransferProgress {
  readonly step: TransferStep;
  readonly itemsDone: number;
  readonly items: number;
  readonly bytesDone: number;
  readonly bytes: number;
  readonly bytesPerSecond: number;
  /** Why it waits; `null` in every other step. */
  readonly problem: Problem | null;
}

/** How a bundle is named to people: short enough to be read out. */
export function nameOfBundle(bundleId: string): string {
  return `${bundleId.slice(0, 4)}-${bundleId.slice(4, 8)}-${bundleId.slice(8, 12)}`;
}
