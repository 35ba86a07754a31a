import type { DriveUnfitness } from '../../contract/drive';

export interface DriveState {
  readonly isSystem: boolean;
  readonly isMounted: boolean;
  readonly isReadOnly: boolean;
}

/** The first reason against a drive; a system that it runs from counts before everything else. */
export function chooseUnfitness({ isSystem, isMounted, isReadOnly }: DriveState): DriveUnfitness | null {
  if (isSystem) return 'system';
  if (!isMounted) return 'not-mounted';
  return isReadOnly ? 'read-only' : null;
}
