import type { RunStage } from '../../contract/run-state';

/** The trip from left to right. */
export const STEPS = ['choose', 'plan', 'sync', 'prove', 'carry', 'serve'] as const;
export type Step = (typeof STEPS)[number];
/** `verify` is no part of the trip: it is done now and then. */
export type BuiltStep = Step | 'verify';

export type View =
  | { readonly kind: 'start' }
  | { readonly kind: 'create' }
  /** A folder that bandersnatch made. */
  | { readonly kind: 'adopt'; readonly directory: string }
  /** What somebody brought on a drive. */
  | { readonly kind: 'bundle'; readonly directory: string }
  | { readonly kind: 'mirror'; readonly mirror: string; readonly step: BuiltStep };

/** Where a person most likely wants to be, by what the mirror's run does. */
export function stepForStage(stage: RunStage): BuiltStep {
  switch (stage) {
    case 'idle':
    case 'cancelled':
      return 'choose';
    case 'planning':
    case 'planned':
      return 'plan';
    case 'syncing':
    case 'paused':
    case 'failed':
    case 'finished':
      return 'sync';
  }
}
