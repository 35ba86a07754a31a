import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { refuse } from '../../../contract/problem';
import { writeApproval } from '../../../engine/export/write/write-approval';
import { CANCEL, isCancelled } from '../../../engine/files/interruption';
import type { Environment } from '../../../engine/run/environment';
import { readPlanReasons } from '../../../engine/run/plan-reasons';
import { readRunRecord } from '../../../engine/run/run-record';
import { programOf } from '../../carrying/export-here';
import { completePath, type PersonFolders } from '../../mirrors/folders';
import type { MirrorList } from '../../mirrors/mirror-list';
import type { HandlersOf } from '../handlers';

export interface ApprovingParts {
  readonly mirrors: MirrorList;
  readonly folders: PersonFolders;
  readonly environment: Environment;
  readonly openInBrowser: (url: string) => Promise<void>;
  readonly signal: AbortSignal;
}

/** The sheet that is signed before an export travels: written into a folder of its own, and opened. */
export function approvingHandlers(parts: ApprovingParts): HandlersOf<'approval'> {
  const { mirrors, folders, environment, openInBrowser, signal } = parts;
  const underWay = new Map<string, AbortController>();
  const pages = new Map<string, string>();
  return {
    'approval.write': async ({ mirror, choice, folder }) => {
      const host = mirrors.host(mirror);
      if (host.isWorking || underWay.has(mirror)) {
        refuse('mirror-busy', { directory: mirror, stage: host.state.stage });
      }
      const stop = new AbortController();
      underWay.set(mirror, stop);
      const output = join(completePath(folder, folders), `sandgrouse-approval-${basename(mirror)}`);
      try {
        const record = await readRunRecord(mirror);
        const { page } = await writeApproval({
          directory: mirror,
          selection: choice.selection,
          since: choice.since,
          osvPath: choice.extras.osvPath,
          reasons: await readPlanReasons(mirror, { signal }),
          syncedAtMs: record?.lastCompleteAtMs ?? null,
          output,
          program: programOf({ environment }),
          signal: AbortSignal.any([signal, stop.signal]),
        });
        pages.set(mirror, page);
        return { folder: output };
      } catch (error) {
        if (isCancelled(stop.signal)) return null;
        throw error;
      } finally {
        underWay.delete(mirror);
      }
    },
    'approval.cancel': ({ mirror }) => {
      underWay.get(mirror)?.abort(CANCEL);
      return null;
    },
    'approval.show': async ({ mirror }) => {
      const page = pages.get(mirror);
      if (page !== undefined) await openInBrowser(pathToFileURL(page).href);
      return null;
    },
  };
}
