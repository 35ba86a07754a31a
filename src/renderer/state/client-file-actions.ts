import type { ClientFileChoice, ClientFilePreview, WritableClient } from '../../contract/clients/client-file';
import { type Problem, problemOf } from '../../contract/problem';
import type { ActionContext } from './context';

/** What a dialog shows by itself: what came of it, or why nothing did. */
export type Attempted<Value> = { readonly value: Value } | { readonly problem: Problem };

export interface ClientFileActions {
  /** The file that a client reads by itself; `null` where it has one for each project. */
  readonly findClientFile: (client: WritableClient) => Promise<Attempted<string | null>>;
  /** `null` when none was chosen. */
  readonly chooseClientFile: () => Promise<Attempted<string | null>>;
  readonly previewClientFile: (
    mirror: string,
    choice: ClientFileChoice,
  ) => Promise<Attempted<ClientFilePreview>>;
  /** Gives the path of what the file held before; `null` where there was none. */
  readonly writeClientFile: (mirror: string, choice: ClientFileChoice) => Promise<Attempted<string | null>>;
  readonly undoClientFile: (path: string) => Promise<Attempted<string>>;
}

export function createClientFileActions({ client }: ActionContext): ClientFileActions {
  return {
    findClientFile: (of) => tried(client.ask('clients.find-file', { client: of })),
    chooseClientFile: () => tried(client.ask('clients.choose-file', undefined)),
    previewClientFile: (mirror, choice) => tried(client.ask('clients.preview-file', { mirror, choice })),
    writeClientFile: (mirror, choice) => tried(client.ask('clients.write-file', { mirror, choice })),
    undoClientFile: (path) => tried(client.ask('clients.undo-file', { path })),
  };
}

async function tried<Value>(work: Promise<Value>): Promise<Attempted<Value>> {
  try {
    return { value: await work };
  } catch (error) {
    return { problem: problemOf(error) };
  }
}
