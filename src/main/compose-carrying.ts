import type { BundleState, CarryState } from '../contract/carry-state';
import type { KeepAwake } from './adapters/keep-awake';
import { type Exporting, type ExportParts, exportHere } from './carrying/export-here';
import { type Importing, type ImportParts, importHere } from './carrying/import-here';
import { Transfers } from './carrying/transfers';
import type { Push } from './ipc/electron-ipc';
import { startSystemTimer } from './runs/timer';

export interface Carrying {
  /** By mirror. */
  readonly exports: Transfers<CarryState>;
  readonly exporting: Exporting;
  /** By the bundle's folder. */
  readonly bundles: Transfers<BundleState>;
  readonly importing: Importing;
}

/** What goes onto drives, and what comes from them. Holds sleep off meanwhile. */
export function composeCarrying(
  parts: ExportParts & ImportParts & { readonly push: Push },
  keepAwake: KeepAwake,
): Carrying {
  const { push } = parts;
  const stayAwake = (work: string, isMoving: boolean): void => {
    if (isMoving) keepAwake.bytesMoved(work);
    else keepAwake.settled(work);
  };
  return {
    exports: new Transfers<CarryState>({
      startTimer: startSystemTimer,
      publish: (mirror, state) => {
        stayAwake(`export ${mirror}`, state.status === 'exporting');
        push('carry', { mirror, state });
      },
    }),
    exporting: exportHere(parts),
    bundles: new Transfers<BundleState>({
      startTimer: startSystemTimer,
      publish: (directory, state) => {
        stayAwake(`bundle ${directory}`, state.status === 'importing' || state.status === 'checking');
        push('bundle', { directory, state });
      },
    }),
    importing: importHere(parts),
  };
}
