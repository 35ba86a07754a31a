import type { RecordAct } from '../../../contract/history';
import type { FolderPurpose } from '../../../contract/mirror';
import { readHistory } from '../../../engine/mirror/history-file';
import { readTransfers } from '../../../engine/mirror/transfer-log';
import { checkAllowlist } from '../../../engine/profile/allowlist';
import { createMirror, readProfile, saveProfile } from '../../../engine/profile/profile-file';
import { readMirrorStatus } from '../../../engine/status/mirror-status';
import { completePath, type PersonFolders, suggestFolder } from '../../mirrors/folders';
import type { MirrorList } from '../../mirrors/mirror-list';
import type { MirrorServers } from '../../serving/mirror-servers';
import type { HandlersOf } from '../handlers';

const HISTORY_PAGE_ENTRIES = 100;
const MOST_TRANSFERS = 500;

export interface MirrorParts {
  readonly mirrors: MirrorList;
  readonly servers: MirrorServers;
  readonly folders: PersonFolders;
  /** Resolves when the folders have been looked at, or have had their time. */
  readonly firstLook: Promise<void>;
  readonly chooseFolder: (purpose: FolderPurpose) => Promise<string | null>;
  readonly showFolder: (directory: string) => Promise<void>;
  readonly recordAct: RecordAct;
  readonly signal: AbortSignal;
}

export function mirrorHandlers(parts: MirrorParts): HandlersOf<'mirrors' | 'profile' | 'allowlist'> {
  const { mirrors, folders, signal } = parts;
  return {
    'mirrors.list': async () => {
      await parts.firstLook;
      return mirrors.summaries();
    },
    'mirrors.choose-folder': ({ purpose }) => parts.chooseFolder(purpose),
    'mirrors.suggest-folder': ({ name }) => suggestFolder(name, folders),
    'mirrors.create': async ({ directory, profile }) => {
      const mirror = completePath(directory, folders);
      await createMirror(mirror, profile, { signal });
      await parts.recordAct(mirror, { act: 'created' });
      return mirrors.add(mirror);
    },
    'mirrors.open': async ({ directory }) => {
      const mirror = completePath(directory, folders);
      await readProfile(mirror, { signal });
      return mirrors.add(mirror);
    },
    'mirrors.forget': async ({ mirror }) => {
      const rest = await mirrors.forget(mirror);
      await parts.servers.stop(mirror);
      return rest;
    },
    'mirrors.status': ({ mirror }) => {
      mirrors.host(mirror);
      return readMirrorStatus(mirror, { signal });
    },
    'mirrors.history': ({ mirror, olderFrom }) => {
      mirrors.host(mirror);
      return readHistory(mirror, { limit: HISTORY_PAGE_ENTRIES, olderFrom });
    },
    'mirrors.transfers': async ({ mirror }) => {
      mirrors.host(mirror);
      return (await readTransfers(mirror)).slice(-MOST_TRANSFERS);
    },
    'mirrors.show-folder': async ({ mirror }) => {
      mirrors.host(mirror);
      await parts.showFolder(mirror);
      return null;
    },
    'profile.read': ({ mirror }) => {
      mirrors.host(mirror);
      return readProfile(mirror, { signal });
    },
    'profile.save': async ({ mirror, profile }) => {
      mirrors.host(mirror);
      await saveProfile(mirror, profile, { signal });
      return readProfile(mirror, { signal });
    },
    'allowlist.check': ({ allowlist, hasTargets }) => checkAllowlist(allowlist, { hasTargets }),
  };
}
