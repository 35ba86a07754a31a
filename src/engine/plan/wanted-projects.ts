import type { FileReason } from '../../contract/plan-summary';
import type { NormalizedName } from '../../python-packaging/name';
import type { ProjectStatus, SimpleFile, SimpleProject } from '../../python-packaging/simple-page';
import type { AllowlistEntry } from '../profile/allowlist';
import type { Selection } from '../selection/select-files';
import { packagePath } from './package-path';
import type { LeftOutFile } from './plan';

/** What the mirror shall hold of one project, before looking at what it holds. */
export interface WantedProject {
  readonly project: NormalizedName;
  readonly requirements: readonly string[];
  readonly status: ProjectStatus | null;
  readonly files: readonly WantedFile[];
  readonly leftOut: readonly LeftOutFile[];
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
  selection: Pick<Selection, 'kept' | 'leftOut'>,
  requirements: readonly AllowlistEntry[],
  digest: (text: string) => string,
): WantedProject {
  return {
    project: page.name,
    requirements: requirements.map((entry) => entry.text),
    status: page.status,
    files: selection.kept.map(({ file, version, reason }) => ({
      path: packagePath(file, page.name, digest),
      file,
      version,
      sizeBytes: file.sizeBytes,
      reason,
    })),
    leftOut: selection.leftOut,
  };
}
