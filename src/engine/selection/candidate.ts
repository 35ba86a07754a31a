import type { FileReason } from '../../contract/plan-summary';
import { type BuildTag, parseDistributionFilename } from '../../python-packaging/filename';
import { checkDistributionFilename, checkProjectFolder } from '../../python-packaging/filename-check';
import type { NormalizedName } from '../../python-packaging/name';
import type { SimpleFile } from '../../python-packaging/simple-page';
import type { TagSet } from '../../python-packaging/tag';
import type { Version } from '../../python-packaging/version';

/** A file of an upstream page whose name tells what it is. */
export interface Candidate {
  readonly file: SimpleFile;
  readonly kind: 'wheel' | 'sdist';
  readonly version: Version;
  /** What a wheel runs on; `null` for an sdist. */
  readonly tags: TagSet | null;
  readonly build: BuildTag | null;
}

/** A rule tells which of the candidates that are left it drops, and why. */
export type Rule = (candidates: readonly Candidate[]) => ReadonlyMap<Candidate, FileReason>;

export type Recognition =
  | { readonly kind: 'candidate'; readonly candidate: Candidate }
  | { readonly kind: 'left-out'; readonly reason: FileReason };

/** Tells wheels and source distributions from everything else, by the name alone. */
export function recognise(file: SimpleFile, project: NormalizedName): Recognition {
  const danger = checkProjectFolder(project) ?? checkDistributionFilename(file.filename);
  if (danger !== null) return { kind: 'left-out', reason: { kind: 'name-refused', reason: danger } };
  const parsed = parseDistributionFilename(file.filename, project);
  switch (parsed.kind) {
    case 'wheel': {
      const { kind, version, tags, build } = parsed;
      return { kind: 'candidate', candidate: { file, kind, version, tags, build } };
    }
    case 'sdist': {
      const { kind, version } = parsed;
      return { kind: 'candidate', candidate: { file, kind, version, tags: null, build: null } };
    }
    case 'other':
      return { kind: 'left-out', reason: { kind: 'unsupported-file-kind' } };
    case 'invalid':
      return { kind: 'left-out', reason: { kind: 'name-unreadable', message: parsed.message } };
  }
}
