import { resolve } from 'node:path';
import type { MirrorStatus } from '../../contract/mirror';
import { isMirrorLocked } from '../mirror/mirror-lock';
import { openMirrorContents } from '../mirror/open-mirror';
import { readProfile } from '../profile/profile-file';
import { type RunRecord, readRunRecord } from './run-record';

/** What a mirror holds by its own pages, and how its last sync ended. Throws `profile-missing` and its kin. */
export async function readMirrorStatus(
  directory: string,
  { signal }: { readonly signal: AbortSignal },
): Promise<MirrorStatus> {
  const profile = await readProfile(directory, { signal });
  const contents = await openMirrorContents(directory);
  let projects = 0;
  let files = 0;
  let bytes = 0;
  for (const name of await contents.listProjects({ signal })) {
    signal.throwIfAborted();
    const page = await contents.readProjectPage(name);
    if (page === null) continue;
    projects += 1;
    files += page.files.length;
    bytes += page.files.reduce((sum, file) => sum + (file.sizeBytes ?? 0), 0);
  }
  const record = await readRunRecord(directory);
  return {
    mirror: resolve(directory),
    upstreamUrl: profile.upstreamUrl,
    projects,
    files,
    bytes,
    lastCompleteAtMs: record?.lastCompleteAtMs ?? null,
    lastRun: await lastRunOf(directory, record),
  };
}

async function lastRunOf(directory: string, record: RunRecord | null): Promise<MirrorStatus['lastRun']> {
  if (record === null) return 'none';
  if (record.state !== 'syncing') return record.state;
  return (await isMirrorLocked(directory)) ? 'running' : 'interrupted';
}
