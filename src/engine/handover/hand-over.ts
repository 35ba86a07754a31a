import { type ApprovalParts, makeApprovalFiles } from './approval/approval-files';
import { writeClientFiles } from './client-files';
import { type HandedFile, type HandoverContents, isWhole } from './handover-contents';
import { writeStartHere } from './start-here';

export interface HandoverParts {
  /** The text of the server that travels. */
  readonly serverScript: string;
  readonly syncedAtMs: number | null;
  readonly program: string;
  /** Of the key that signs the bundle. */
  readonly fingerprint: string;
  /** For the sheet that is approved; `null`: without one. */
  readonly approval: Pick<ApprovalParts, 'reasons' | 'osvPath'> | null;
}

/** What is made for the people on the far side, of what an export carries. */
export type HandOver = (
  contents: HandoverContents,
  options: { readonly signal: AbortSignal },
) => Promise<readonly HandedFile[]>;

/**
 * The page to start with, a server and settings for clients (those two only where one can install from the folder), and
 * what has to be approved.
 */
export function createHandOver({ serverScript, approval, ...facts }: HandoverParts): HandOver {
  return async (contents, { signal }) => {
    signal.throwIfAborted();
    const tools = isWhole(contents)
      ? [{ path: 'serve.py', bytes: Buffer.from(serverScript) }, ...writeClientFiles()]
      : [];
    const sheets =
      approval === null ? [] : await makeApprovalFiles(contents, { ...facts, ...approval }, { signal });
    const beside = new Set(['transfers.jsonl', ...[...tools, ...sheets].map(({ path }) => path)]);
    const page = writeStartHere({ ...facts, contents, beside });
    return [{ path: 'START-HERE.html', bytes: Buffer.from(page) }, ...tools, ...sheets];
  };
}
