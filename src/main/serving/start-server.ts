import type { Access, ShareChoice } from '../../contract/sharing';
import { SYSTEM_CLOCK } from '../../engine/files/clock';
import { openToken } from '../../engine/serve/listen/read-secret';
import { startMirrorServer } from '../../engine/serve/mirror-server';
import type { MirrorServersParts } from './mirror-servers';
import { openExport } from './open-export';

/** Serves one mirror, or one export from where it lies; what has to be kept for that is in the application's folder. */
export function serveFrom(dataDirectory: string, signal: AbortSignal): MirrorServersParts['startServer'] {
  return async ({ directory, exportKey, port, share, onRequest, onFault }) => {
    const place =
      exportKey === null ? directory : await openExport(directory, exportKey, { onFault, signal });
    const access = await openAccess(share, dataDirectory, signal);
    const server = await startMirrorServer({
      directories: [place],
      port,
      network: {
        sharing: { reach: share.reach, names: share.names, encryption: share.encryption, access },
        dataDirectory,
        clock: SYSTEM_CLOCK,
        signal,
      },
      onRequest,
    });
    const [{ sharedUrls } = { sharedUrls: [] }] = server.addresses;
    return { ...server, sharedUrls, token: share.access.kind === 'token' ? (access?.secret ?? null) : null };
  };
}

async function openAccess(
  { access }: ShareChoice,
  dataDirectory: string,
  signal: AbortSignal,
): Promise<Access | null> {
  switch (access.kind) {
    case 'none':
      return null;
    case 'token':
      return { user: null, secret: await openToken(dataDirectory, { signal }) };
    case 'password':
      return { user: access.user, secret: access.secret };
  }
}
