import type { MirrorList } from '../../mirrors/mirror-list';
import type { MirrorServers } from '../../serving/mirror-servers';
import type { HandlersOf } from '../handlers';

export interface ServingParts {
  readonly mirrors: MirrorList;
  readonly servers: MirrorServers;
  readonly openInBrowser: (url: string) => Promise<void>;
}

export function servingHandlers({ mirrors, servers, openInBrowser }: ServingParts): HandlersOf<'serve'> {
  return {
    'serve.start': ({ mirror, port, share }) => {
      mirrors.host(mirror);
      return servers.start(mirror, port, share);
    },
    'serve.stop': ({ mirror }) => servers.stop(mirror),
    'serve.read': ({ mirror }) => servers.read(mirror),
    'serve.open-in-browser': async ({ mirror }) => {
      const state = servers.read(mirror);
      if (state.status === 'serving') await openInBrowser(state.indexUrl);
      return null;
    },
  };
}
