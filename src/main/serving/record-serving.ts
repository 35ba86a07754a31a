import type { RecordAct } from '../../contract/history';
import type { MirrorServersParts } from './mirror-servers';

/** Servers whose beginning and end stand in the mirror's history; on a drive nothing is written. */
export function recordServing(
  startServer: MirrorServersParts['startServer'],
  recordAct: RecordAct,
): MirrorServersParts['startServer'] {
  return async (options) => {
    if (options.exportKey !== null) return startServer(options);
    const { directory, share, onRequest } = options;
    let requests = 0;
    const server = await startServer({
      ...options,
      onRequest: (request) => {
        requests += 1;
        onRequest(request);
      },
    });
    await recordAct(directory, { act: 'serve-started', reach: share.reach, port: server.port });
    return {
      ...server,
      close: async () => {
        await server.close();
        await recordAct(directory, { act: 'serve-stopped', requests });
      },
    };
  };
}
