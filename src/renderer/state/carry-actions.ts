import type { ExportChoice } from '../../contract/carry-state';
import type { DriveRelease } from '../../contract/drive';
import { type ActionContext, attempt, setFor } from './context';

export interface CarryActions {
  readonly readCarry: (mirror: string) => Promise<void>;
  /** Begins, or goes on with what was copied. Progress and the end are pushed. */
  readonly startCarry: (mirror: string, choice: ExportChoice) => Promise<boolean>;
  /** A file to put beside the export; `null` when none was chosen. */
  readonly chooseCarriedFile: () => Promise<string | null>;
  /** Has the system let a drive go; `null` where it did not, which is told as a problem. */
  readonly releaseDrive: (mountPoint: string) => Promise<DriveRelease | null>;
  readonly pauseCarry: (mirror: string) => Promise<boolean>;
  /** Gives up what runs or is paused; what was copied stays. */
  readonly cancelCarry: (mirror: string) => Promise<boolean>;
}

export function createCarryActions({ client, store }: ActionContext): CarryActions {
  return {
    readCarry: async (mirror) => {
      await attempt(store, async () => {
        setFor(store, 'carries', mirror, await client.ask('carry.read', { mirror }));
      });
    },
    startCarry: (mirror, choice) =>
      attempt(store, async () => {
        store.setState({ problem: null });
        await client.ask('carry.start', { mirror, choice });
      }),
    chooseCarriedFile: async () => {
      let path: string | null = null;
      await attempt(store, async () => {
        path = await client.ask('carry.choose-file', undefined);
      });
      return path;
    },
    releaseDrive: async (mountPoint) => {
      let release: DriveRelease | null = null;
      await attempt(store, async () => {
        release = await client.ask('drives.release', { place: mountPoint });
      });
      return release;
    },
    pauseCarry: (mirror) => attempt(store, () => client.ask('carry.pause', { mirror })),
    cancelCarry: (mirror) => attempt(store, () => client.ask('carry.cancel', { mirror })),
  };
}
