import { type ClientIndex, servedClientIndex } from '../../../contract/clients/client-index';
import { refuse } from '../../../contract/problem';
import type { ClientFiles } from '../../serving/client-files';
import type { MirrorServers } from '../../serving/mirror-servers';
import type { HandlersOf } from '../handlers';

export interface ClientsParts {
  readonly servers: MirrorServers;
  readonly files: ClientFiles;
  readonly chooseFile: () => Promise<string | null>;
}

/** The files of pip and its relatives on this computer. */
export function clientsHandlers({ servers, files, chooseFile }: ClientsParts): HandlersOf<'clients'> {
  const indexOf = (mirror: string, keepsPassword: boolean): ClientIndex => {
    const state = servers.read(mirror);
    const index = state.status === 'serving' ? servedClientIndex(state, { keepsPassword }) : null;
    return index ?? refuse('client-index-invalid', { address: mirror });
  };
  return {
    'clients.find-file': ({ client }) => files.find(client),
    'clients.choose-file': () => chooseFile(),
    'clients.preview-file': ({ mirror, choice }) =>
      files.preview(choice, indexOf(mirror, choice.keepsPassword)),
    'clients.write-file': ({ mirror, choice }) => files.write(choice, indexOf(mirror, choice.keepsPassword)),
    'clients.undo-file': ({ path }) => files.undo(path),
  };
}
