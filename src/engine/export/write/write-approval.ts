import { basename, join } from 'node:path';
import { refuse } from '../../../contract/problem';
import { writeFileAtomically } from '../../files/atomic-write';
import {
  type ApprovalParts,
  MOST_APPROVED_FILES,
  makeApprovalFiles,
} from '../../handover/approval/approval-files';
import { type PreviewOptions, previewHandover } from '../plan/preview-handover';

export interface WriteApprovalOptions extends Omit<PreviewOptions, 'handOver'>, ApprovalParts {
  /** The folder of the sheet; made where it is missing. */
  readonly output: string;
}

export interface WrittenApproval {
  /** The page to read, print and sign. */
  readonly page: string;
  /** The page, and the same as lists for programs. */
  readonly paths: readonly string[];
}

/**
 * Writes what a security officer signs before an export may travel. Throws `approval-too-large` where there are more files
 * than anybody can look at, `vulnerabilities-unreadable`, what planning an export throws, or a disk problem.
 */
export async function writeApproval(options: WriteApprovalOptions): Promise<WrittenApproval> {
  const { output, signal, syncedAtMs, program, reasons, osvPath } = options;
  const parts = { syncedAtMs, program, reasons, osvPath };
  const files = await previewHandover({
    ...options,
    handOver: (contents, context) => makeApprovalFiles(contents, parts, context),
  });
  const [sheet] = files;
  if (sheet === undefined) refuse('approval-too-large', { most: MOST_APPROVED_FILES });
  const placed = ({ path }: { readonly path: string }): string => join(output, basename(path));
  for (const file of files) await writeFileAtomically(placed(file), file.bytes, { signal });
  return { page: placed(sheet), paths: files.map(placed) };
}
