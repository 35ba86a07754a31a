import type { HandedFile, HandoverContents } from '../handover-contents';
import { readOsv } from '../osv/read-osv';
import { gatherApproval } from './gather-approval';
import { writeApprovalCsv } from './write-csv';
import { writeApprovalPage } from './write-page';
import { writeSbom } from './write-sbom';

export interface ApprovalParts {
  readonly syncedAtMs: number | null;
  readonly program: string;
  /** Why a file is there, in words, by its path. */
  readonly reasons: ReadonlyMap<string, string>;
  /** Records of vulnerabilities in the OSV format; `null`: none are at hand. */
  readonly osvPath: string | null;
}

/** Of more files than these nobody approves each, and the lists would not fit into a memory. */
export const MOST_APPROVED_FILES = 250_000;

/**
 * What a security officer asks for: the sheet to read and sign, the same as a table, and a bill of materials. Nothing
 * where there are more files than anybody can look at. Throws `vulnerabilities-unreadable`, or a disk problem.
 */
export async function makeApprovalFiles(
  contents: HandoverContents,
  { osvPath, ...parts }: ApprovalParts,
  { signal }: { readonly signal: AbortSignal },
): Promise<readonly HandedFile[]> {
  if (contents.files.length > MOST_APPROVED_FILES) return [];
  const { projects } = contents;
  const vulnerabilities = osvPath === null ? null : await readOsv(osvPath, { projects, signal });
  const sheet = await gatherApproval(contents, { ...parts, vulnerabilities, signal });
  return [
    { path: 'approval/approval.html', bytes: Buffer.from(writeApprovalPage(sheet)) },
    { path: 'approval/approval.csv', bytes: Buffer.from(writeApprovalCsv(sheet)) },
    { path: 'approval/sbom.cdx.json', bytes: Buffer.from(writeSbom(sheet)) },
  ];
}
