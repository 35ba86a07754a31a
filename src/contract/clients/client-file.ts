import type { Client } from './client-index';

/** The clients that read a file of their own in which the index can be written. */
export const WRITABLE_CLIENTS = ['pip', 'uv', 'poetry', 'pdm', 'pipenv'] as const satisfies readonly Client[];
export type WritableClient = (typeof WRITABLE_CLIENTS)[number];

/** Which file, and whether what the server asks of clients is written into it, where anybody who reads it finds it. */
export interface ClientFileChoice {
  readonly client: WritableClient;
  readonly path: string;
  readonly keepsPassword: boolean;
}

/** What writing would do; nothing has been written. */
export interface ClientFilePreview {
  readonly path: string;
  readonly isNew: boolean;
  /** `- ` what goes, `+ ` what comes; none where the file names this index already. */
  readonly lines: readonly string[];
}
