import type { FileReason } from '../../contract/plan-summary';
import { parseDistributionFilename } from '../../python-packaging/filename';
import { checkDistributionFilename } from '../../python-packaging/filename-check';
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

export type Recognition =
  | { readonly kind: 'candidate'; readonly candidate: Candidate }
  | { readonly kind: 'left-out'; readonly reason: FileReason };

/** Tells wheels and source distributions from everything else, by the name alone. */
export function recognise(file: SimpleFile, project: NormalizedName): Recognition {
  const danger = checkDistributionFilename(file.filename);
  if (danger !== null) return { kind: 'left-out', reason: { kind: 'name-refused', reason: danger } };
  const parsed = parseDistributionFilename(file.filename, project);
  switch (parsed.kind) {
    case 'wheel':
    case 'sdist':
      return { kind: 'candidate', candidate: { file, kind: parsed.kind, version: parsed.version } };
    case 'other':
      return { kind: 'left-out', reason: { kind: 'unsupported-file-kind' } };
    case 'invalid':
      return { kind: 'left-out', reason: { kind: 'name-unreadable', message: parsed.message } };
  }
}
