import { startMirrorServer } from '../../engine/serve/mirror-server';
import type { MirrorServersParts } from './mirror-servers';

export const startServer: MirrorServersParts['startServer'] = ({ directory, port, onRequest }) =>
  startMirrorServer({ directories: [directory], port, onRequest });
