import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createTestClock } from '../../../testing/mirror-fixture';
import type { VerificationSummary } from '../../contract/verification';
import { createOlderMirror, type OlderMirror } from '../run/adopt/testing/older-mirror';
import { verifyMirror } from './verify-mirror';

let mirror: OlderMirror;
afterEach(() => mirror.remove());

async function verified(): Promise<VerificationSummary> {
  const outcome = await verifyMirror({
    directory: mirror.directory,
    mode: 'full',
    program: 'test',
    isInterrupted: false,
    clock: createTestClock(),
    recordAct: async () => undefined,
    emit: () => undefined,
    found: () => undefined,
    signal: new AbortController().signal,
  });
  if (outcome.kind !== 'verified') throw new Error(JSON.stringify(outcome));
  return outcome.summary;
}

describe('a mirror that bandersnatch made', () => {
  it('verifies as soon as it is adopted, and nothing of its files was fetched', async () => {
    mirror = await createOlderMirror({ rawFolders: true, legacyJson: 'link', todo: ['stone'] });
    const before = await mirror.packages();
    await mirror.adopted();
    const { findings, report } = await verified();
    expect(findings).toEqual([]);
    expect(report).toMatchObject({ projects: 4, files: 5, filesRead: 5, filesWaiting: 0 });
    expect(await mirror.packages()).toEqual(before);
    expect(mirror.index.requests.filter(({ path }) => path.startsWith('/packages/'))).toEqual([]);
    expect(await mirror.syncAndCount()).toMatchObject({ fetches: 0 });
    expect((await verified()).findings).toEqual([]);
  });

  it('shows leftovers as orphans, and links that lead out as what is no file', async () => {
    mirror = await createOlderMirror({ leftovers: true, keepIndexVersions: true });
    await symlink('/etc', join(mirror.directory, 'web', 'packages', 'etc'));
    await mirror.adopted();
    const { findings } = await verified();
    const orphans = findings.filter(({ kind }) => kind === 'orphaned').map(({ path }) => path);
    expect(orphans.filter((path) => path.endsWith('.k3x9_a1b'))).toHaveLength(4);
    expect(orphans.filter((path) => path.endsWith('.index.html.q7w8e9rt'))).toHaveLength(4);
    expect(orphans.filter((path) => path.includes('/versions/'))).toHaveLength(24);
    expect(findings.filter(({ kind }) => kind !== 'orphaned')).toMatchObject([
      { kind: 'not-a-file', path: 'packages/etc' },
    ]);
    expect(orphans).toHaveLength(32);
    await mirror.adopted({ configurationPath: null, removesLeftovers: true });
    expect((await verified()).findings).toMatchObject([{ kind: 'not-a-file', path: 'packages/etc' }]);
  });
});
