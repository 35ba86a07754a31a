import type { FileReason } from '../../contract/plan-summary';
import type { NormalizedName } from '../../python-packaging/name';
import type { ProjectStatus, SimpleFile, SimpleProject } from '../../python-packaging/simple-page';
import type { AllowlistEntry } from '../profile/allowlist';
import type { Selection } from '../selection/select-files';
import { type FileOrigin, packagePath } from './package-path';
import type { LeftOutFile } from './plan';

/** What the mirror shall hold of one project, before looking at what it holds. */
export interface WantedProject {
  readonly project: NormalizedName;
  /** The index that it is bound to; `null`: it comes from upstream. */
  readonly indexUrl: string | null;
  readonly requirements: readonly string[];
  readonly status: ProjectStatus | null;
  readonly files: readonly WantedFile[];
  readonly leftOut: readonly LeftOutFile[];
  /** Of those left out: what a plan that knows more might choose. They stay where the mirror has them. */
  readonly undecided: readonly WantedFile[];
}

export interface WantedFile {
  readonly path: string;
  readonly file: SimpleFile;
  readonly version: string;
  readonly sizeBytes: number | null;
  readonly reason: FileReason;
}

/** Gives every selected file its place in the mirror. */
export function wantProject(
  page: SimpleProject,
  selection: Pick<Selection, 'kept' | 'leftOut'> & { readonly undecided?: Selection['kept'] },
  requirements: readonly AllowlistEntry[],
  { indexUrl, digest }: Pick<FileOrigin, 'indexUrl' | 'digest'>,
): WantedProject {
  const placed = ({ file, version, reason }: Selection['kept'][number]): WantedFile => ({
    path: packagePath(file, { project: page.name, indexUrl, digest }),
    file,
    version,
    sizeBytes: file.sizeBytes,
    reason,
  });
  return {
    project: page.name,
    indexUrl,
    requirements: requirements.map((entry) => entry.text),
    status: page.status,
    files: selection.kept.map(placed),
    leftOut: selection.leftOut,
    undecided: (selection.undecided ?? []).map(placed),
  };
}

/** Adds what is undecided and listed on the mirror's own page: for a plan that is not whole. */
export function keepUndecided(wanted: WantedProject, listedPaths: ReadonlySet<string>): WantedProject {
  const kept = wanted.undecided.filter(({ path }) => listedPaths.has(path));
  const names = new Set(kept.map(({ file }) => file.filename));
  return {
    ...wanted,
    files: [...wanted.files, ...kept],
    leftOut: wanted.leftOut.filter(({ filename }) => !names.has(filename)),
  };
}
