import type { NormalizedName } from '../../python-packaging/name';
import type { Requirement } from '../../python-packaging/requirement';
import type { ReleaseRequirement } from './release-metadata';

/** Who asks for a project: a person's line, or a release. */
export type Asker =
  | { readonly kind: 'root'; readonly root: Root }
  | {
      readonly kind: 'release';
      readonly project: NormalizedName;
      readonly version: string;
      readonly extra: NormalizedName | null;
    };

/** A requirement that a person wrote. */
export interface Root {
  /** As written: `flask>=3 ; sys_platform == "win32"`. */
  readonly text: string;
  readonly requirement: Requirement;
}

/** A requirement on a project that is in the solution, and whose it is. */
export interface RequiredBy extends ReleaseRequirement {
  readonly by: Asker;
}

/** The one who asks, for a person. */
export function whoAsks({ by }: { readonly by: Asker }): string {
  if (by.kind === 'root') return 'the allowlist';
  const extra = by.extra === null ? '' : `[${by.extra}]`;
  return `${by.project}${extra} ${by.version}`;
}
