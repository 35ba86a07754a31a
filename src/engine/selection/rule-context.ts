import type { FileReason } from '../../contract/plan-summary';
import type { CoreMetadata } from '../../python-packaging/core-metadata';
import type { SimpleProject } from '../../python-packaging/simple-page';
import type { Version } from '../../python-packaging/version';
import type { Candidate, Rule } from './candidate';

/** What rules know of a project besides its candidates. */
export interface RuleContext {
  /** Everything that upstream has of the project. */
  readonly page: Pick<SimpleProject, 'name' | 'versions' | 'files'>;
  /** Whether the allowlist names the project, and whether it limits the versions. */
  readonly listing: 'none' | 'name' | 'versions';
  /** Since the epoch. */
  readonly nowMs: number;
  /** Of the newest release; `null` where it could not be had: rules that need it then drop everything. */
  readonly info: CoreMetadata | null;
  /** Whether a requirement pins the version. Where yanked releases are judged elsewhere: always true. */
  readonly isPinned: (version: Version) => boolean;
  /** `null` where there are no targets, or where files are chosen for each of them by itself. */
  readonly fitsATarget: ((candidate: Candidate) => boolean) | null;
}

export const DROP_NOTHING: Rule = () => new Map();

/** A rule that judges the project and so all that is left of it: `null` keeps. */
export function projectRule(judge: () => FileReason | null): Rule {
  return (candidates) => {
    if (candidates.length === 0) return new Map();
    const reason = judge();
    return new Map(reason === null ? [] : candidates.map((candidate) => [candidate, reason]));
  };
}

/** A rule that judges each file by itself: `null` keeps. */
export function fileRule(judge: (candidate: Candidate) => FileReason | null): Rule {
  return (candidates) => {
    const dropped = new Map<Candidate, FileReason>();
    for (const candidate of candidates) {
      const reason = judge(candidate);
      if (reason !== null) dropped.set(candidate, reason);
    }
    return dropped;
  };
}
