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
}

/** What is made for the people on the far side, of what an export carries. */
export type HandOver = (
  contents: HandoverContents,
  options: { readonly signal: AbortSignal },
) => Promise<readonly HandedFile[]>;

/** The page to start with, a server and settings for clients; those two only where one can install from the folder. */
export function createHandOver({ serverScript, ...facts }: HandoverParts): HandOver {
  return async (contents, { signal }) => {
    signal.throwIfAborted();
    const tools = isWhole(contents)
      ? [{ path: 'serve.py', bytes: Buffer.from(serverScript) }, ...writeClientFiles()]
      : [];
    const beside = new Set(['transfers.jsonl', ...tools.map(({ path }) => path)]);
    const page = writeStartHere({ ...facts, contents, beside });
    return [{ path: 'START-HERE.html', bytes: Buffer.from(page) }, ...tools];
  };
}
