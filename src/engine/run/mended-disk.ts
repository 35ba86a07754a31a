import type { Problem } from '../../contract/problem';
import { readFreeBytes } from '../files/free-space';
import { openMirrorContents } from '../mirror/open-mirror';
import { canWriteMirror } from '../mirror/write-probe';
import { hasProfile } from '../profile/profile-file';
import { findMissingBytes } from './missing-space';
import { readRunRecord } from './run-record';
import { openPlan } from './saved-plan';

/** Looks whether what made a run pause has passed. */
export interface MendingProbe {
  /** Never throws; what cannot be told counts as not mended. */
  readonly isMended: (options: { readonly signal: AbortSignal }) => Promise<boolean>;
}

/**
 * Watches over the disk of a run that paused with `problem`. A look costs one small write, or where the disk was full a
 * question for its free space; only when that has grown is it reckoned again what the rest of the plan needs.
 */
export function createMendingProbe(directory: string, problem: Problem): MendingProbe {
  let reckonedFreeBytes = -1;
  const hasRoom = async (signal: AbortSignal): Promise<boolean> => {
    const freeBytes = await readFreeBytes(directory);
    if (freeBytes === null || freeBytes <= reckonedFreeBytes) return false;
    reckonedFreeBytes = freeBytes;
    const plan = await openPlan(directory);
    if (plan === null) return false;
    const contents = await openMirrorContents(directory);
    signal.throwIfAborted();
    return (await findMissingBytes({ directory, plan, contents }, freeBytes)) <= 0;
  };
  return {
    isMended: async ({ signal }) => {
      try {
        if (!(await hasProfile(directory)) || (await readRunRecord(directory)) === null) return false;
        if (problem.code === 'disk-full' && !(await hasRoom(signal))) return false;
        return await canWriteMirror(directory);
      } catch {
        return false;
      }
    },
  };
}
