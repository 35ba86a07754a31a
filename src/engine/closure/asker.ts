import type { NormalizedName } from '../../python-packaging/name';
import type { Requirement } from '../../python-packaging/requirement';

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
