import { servedClientIndex } from '../../../contract/clients/client-index';
import { mirrorPaths } from '../../../engine/mirror/mirror-paths';
import type { MirrorList } from '../../mirrors/mirror-list';
import type { MirrorServers } from '../../serving/mirror-servers';
import type { TestServing } from '../../serving/test-here';
import type { HandlersOf } from '../handlers';

export interface ServingParts {
  readonly mirrors: MirrorList;
  readonly servers: MirrorServers;
  readonly test: TestServing;
  readonly openInBrowser: (url: string) => Promise<void>;
}

export function servingHandlers({
  mirrors,
  servers,
  test,
  openInBrowser,
}: ServingParts): HandlersOf<'serve'> {
  return {
    'serve.start': ({ mirror, port, share }) => {
      mirrors.host(mirror);
      return servers.start({ directory: mirror, exportKey: null, port, share });
    },
    'serve.stop': ({ mirror }) => servers.end(mirror),
    'serve.keep': ({ mirror, keeps }) => {
      mirrors.host(mirror);
      return servers.keep(mirror, keeps);
    },
    'serve.read': ({ mirror }) => servers.read(mirror),
    'serve.test': async ({ mirror }) => {
      const state = servers.read(mirror);
      if (state.status !== 'serving') return null;
      const index = servedClientIndex(state, { keepsPassword: true });
      if (index === null) return null;
      const login = servers.readLogin(mirror);
      const tree = servers.exports().includes(mirror) ? mirror : mirrorPaths(mirror).web;
      return test(tree, login === null ? index : { ...index, login });
    },
    'serve.open-in-browser': async ({ mirror }) => {
      const state = servers.read(mirror);
      if (state.status === 'serving') await openInBrowser(state.indexUrl);
      return null;
    },
  };
}
