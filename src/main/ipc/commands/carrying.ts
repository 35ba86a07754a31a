import {
  type BundleState,
  CARRY_IDLE,
  type CarryState,
  type ExportChoice,
} from '../../../contract/carry-state';
import { refuse } from '../../../contract/problem';
import { writeReceipt } from '../../../engine/export/format/receipt';
import { recogniseBundle } from '../../../engine/export/format/recognise-bundle';
import { openSigningKey } from '../../../engine/export/format/signing-key';
import { proposePlace } from '../../../engine/export/plan/propose-place';
import type { Desktop } from '../../adapters/desktop';
import type { Exporting } from '../../carrying/export-here';
import { type DrivesHere, followDrive } from '../../carrying/find-drive';
import { type Importing, readBundleFacts } from '../../carrying/import-here';
import type { Transfers } from '../../carrying/transfers';
import { completePath, type PersonFolders, suggestFolder } from '../../mirrors/folders';
import type { MirrorList } from '../../mirrors/mirror-list';
import type { MirrorServers } from '../../serving/mirror-servers';
import type { HandlersOf } from '../handlers';

export interface CarryingParts {
  readonly mirrors: MirrorList;
  readonly exports: Transfers<CarryState>;
  readonly exporting: Exporting;
  readonly bundles: Transfers<BundleState>;
  readonly importing: Importing;
  readonly servers: Pick<MirrorServers, 'start' | 'exports'>;
  readonly folders: PersonFolders;
  readonly drives: DrivesHere;
  /** Its question about the scanner is main's own: the window alone cannot have a program started. */
  readonly desktop: Pick<Desktop, 'chooseFile' | 'confirmScanner'>;
  /** The application's own folder, with its key. */
  readonly dataDirectory: string;
  readonly signal: AbortSignal;
}

export function carryingHandlers(parts: CarryingParts): HandlersOf<'carry' | 'bundle' | 'drives'> {
  const { drives } = parts;
  return {
    'drives.list': () => drives.list(),
    'drives.release': ({ place }) => drives.release(place),
    ...exportHandlers(parts),
    ...bundleHandlers(parts),
  };
}

function exportHandlers({
  mirrors,
  exports,
  exporting,
  folders,
  drives,
  desktop,
  signal,
}: CarryingParts): HandlersOf<'carry'> {
  const idleHost = (mirror: string): void => {
    const host = mirrors.host(mirror);
    if (host.isWorking) refuse('mirror-busy', { directory: mirror, stage: host.state.stage });
  };
  const placed = (choice: ExportChoice): Promise<ExportChoice> =>
    followDrive({ ...choice, to: completePath(choice.to, folders) }, drives);
  return {
    'carry.look': ({ mirror, folder }) => {
      mirrors.host(mirror);
      return proposePlace(mirror, completePath(folder, folders), { signal });
    },
    'carry.choose-file': () => desktop.chooseFile('tool'),
    'carry.forecast': async ({ mirror, choice }) => {
      idleHost(mirror);
      return exporting.forecast(mirror, await placed(choice), { signal });
    },
    'carry.start': async ({ mirror, choice }) => {
      idleHost(mirror);
      const command = choice.extras.scan?.join(' ') ?? null;
      if (command !== null && !(await desktop.confirmScanner(command))) {
        refuse('scan-refused', { command, output: 'it was not allowed to run' });
      }
      const on = await placed(choice);
      idleHost(mirror);
      exports.begin(mirror, exporting.transfer(mirror, on));
      return null;
    },
    'carry.pause': ({ mirror }) => {
      exports.pause(mirror);
      return null;
    },
    'carry.cancel': ({ mirror }) => {
      mirrors.host(mirror);
      exports.cancel(mirror, CARRY_IDLE);
      return null;
    },
    'carry.read': ({ mirror }) => {
      mirrors.host(mirror);
      return exports.read(mirror) ?? CARRY_IDLE;
    },
  };
}

function bundleHandlers({
  mirrors,
  bundles,
  importing,
  servers,
  folders,
  dataDirectory,
  signal,
}: CarryingParts): HandlersOf<'bundle'> {
  return {
    'bundle.recognise': ({ directory }) => recogniseBundle(completePath(directory, folders)),
    'bundle.read': ({ directory }) =>
      readBundleFacts(directory, {
        mirrors: mirrors.summaries().map(({ mirror }) => mirror),
        suggestFolder: (name) => suggestFolder(name, folders),
        signal,
      }),
    'bundle.check': ({ directory }) => {
      bundles.begin(directory, importing.check(directory));
      return null;
    },
    'bundle.import': ({ directory, ...choice }) => {
      const mirror = completePath(choice.mirror, folders);
      bundles.begin(directory, importing.transfer(directory, { ...choice, mirror }));
      return null;
    },
    'bundle.cancel': ({ directory }) => {
      bundles.cancel(directory, { status: 'cancelled' });
      return null;
    },
    'bundle.serve': ({ directory, fingerprint, port, share }) =>
      servers.start({ directory, exportKey: fingerprint, port, share }),
    'bundle.served': () => servers.exports(),
    'bundle.write-receipt': async ({ mirror, to }) => {
      mirrors.host(mirror);
      const key = await openSigningKey(dataDirectory, { signal });
      return writeReceipt({ directory: mirror, to, key, signal });
    },
  };
}
