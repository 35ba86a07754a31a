import type { FileReason } from '../../contract/plan-summary';
import { parseDistributionFilename } from '../../python-packaging/filename';
import type { NormalizedName } from '../../python-packaging/name';
import type { SimpleFile } from '../../python-packaging/simple-page';
import type { Version } from '../../python-packaging/version';

/** A file of an upstream page whose name tells what it is. */
export interface Candidate {
  readonly file: SimpleFile;
  readonly kind: 'wheel' | 'sdist';
  readonly version: Version;
}

/** A rule tells which of the candidates that are left it drops, and why. */
export type Rule = (candidates: readonly Candidate[]) => ReadonlyMap<Candidate, FileReason>;
