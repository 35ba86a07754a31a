import type { TransferProgress } from '../../contract/bundle';
import { floorPercent } from '../format/format';

/** What a listener knows of a transfer: how it is called, and how far it is where it moves. */
export interface Heard {
  readonly status: string;
  readonly progress: TransferProgress | null;
}

export type TransferAnnouncement =
  | { readonly kind: 'status' }
  | { readonly kind: 'step' }
  | { readonly kind: 'quarter'; readonly percent: number };

/** What is said aloud when a transfer goes from one state to the next: its steps, their quarters, its end. */
export function transferAnnouncement(previous: Heard, next: Heard): TransferAnnouncement | null {
  // What is read when the screen is opened did not just happen.
  if (next.status !== previous.status) {
    return previous.progress === null && next.progress === null ? null : { kind: 'status' };
  }
  if (next.progress === null || previous.progress === null) return null;
  if (next.progress.step !== previous.progress.step) return { kind: 'step' };
  const [before, now] = [quarterOf(previous.progress), quarterOf(next.progress)];
  return now > before && now < 4 ? { kind: 'quarter', percent: now * 25 } : null;
}

function quarterOf({ bytesDone, bytes }: TransferProgress): number {
  return bytes === 0 ? 0 : Math.floor(floorPercent(bytesDone, bytes) / 25);
}
