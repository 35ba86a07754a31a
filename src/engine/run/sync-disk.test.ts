import { execFile } from 'node:child_process';
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LyingIndex, startLyingIndex } from '../../../testing/lying-index/lying-index';
import { createMirrorFixture, type MirrorFixture } from '../../../testing/mirror-fixture';
import type { Plan } from '../plan/plan';

const run = promisify(execFile);
const MEGABYTE = 1024 * 1024;
const WHEELS = [1, 2, 3, 4].map((version) => ({
  name: 'sand',
  version: `${version}.0`,
  paddingBytes: MEGABYTE,
}));

let index: LyingIndex;
let mirror: MirrorFixture;

beforeEach(async () => {
  index = await startLyingIndex({ wheels: WHEELS });
  mirror = await createMirrorFixture(index.url, 'sand\n', { parallelDownloads: 1 });
});

afterEach(async () => {
  await index.close();
  await mirror.remove();
});

async function planned(): Promise<Plan> {
  const outcome = await mirror.plan();
  if (outcome.kind !== 'planned') throw new Error(JSON.stringify(outcome));
  return outcome.plan;
}

/** Only root may mount. */
describe.runIf(process.platform === 'linux' && process.getuid?.() === 0)(
  'on a disk that is too small',
  () => {
    let web: string;

    beforeEach(async () => {
      web = mirror.directory;
      const profile = join(web, 'sandgrouse.toml');
      const aside = `${web}.toml`;
      await rename(profile, aside);
      await run('mount', ['-t', 'tmpfs', '-o', 'size=5m', 'tmpfs', web]);
      await run('mv', [aside, profile]);
      await writeFile(join(web, 'ballast'), Buffer.alloc(2 * MEGABYTE));
    });

    afterEach(async () => {
      await run('umount', ['-l', web]);
    });

    it('a sync pauses with the bytes that are missing, and goes on when there is room', async () => {
      const plan = await planned();
      expect(plan.guards).toMatchObject([{ code: 'plan-overflows-disk' }]);
      expect(await mirror.sync(plan)).toMatchObject({
        kind: 'failed',
        problem: { code: 'plan-overflows-disk' },
      });
      const outcome = await mirror.sync(plan, { acceptGuards: true });
      expect(outcome).toMatchObject({
        kind: 'paused',
        reason: { kind: 'problem', problem: { code: 'disk-full' } },
      });
      const { missingBytes } = (outcome as { reason: { problem: { parameters: { missingBytes: number } } } })
        .reason.problem.parameters;
      expect(missingBytes).toBeGreaterThan(MEGABYTE / 2);
      expect(missingBytes).toBeLessThan(2 * MEGABYTE);

      await rm(join(web, 'ballast'));
      index.forgetRequests();
      expect(await mirror.sync(plan, { acceptGuards: true })).toEqual({ kind: 'finished', complete: true });
      expect(await mirror.findFaults()).toEqual([]);
      // Three wheels fit before the disk was full at the least in part: none of the finished ones came again.
      expect(index.requests.filter((request) => request.path.endsWith('.whl')).length).toBeLessThanOrEqual(2);
    });
  },
);

describe('a folder that goes away under a sync', () => {
  it('pauses the run, and everything is there when it comes back', async () => {
    const plan = await planned();
    const away = `${mirror.directory}.away`;
    let moved: Promise<void> | undefined;
    mirror.onEvent((event) => {
      if (event.type === 'file-finished') moved ??= rename(mirror.directory, away);
    });
    expect(await mirror.sync(plan)).toMatchObject({
      kind: 'paused',
      reason: { kind: 'problem', problem: { code: 'disk-gone' } },
    });
    await moved;
    await rm(mirror.directory, { recursive: true, force: true });
    await rename(away, mirror.directory);
    index.forgetRequests();
    expect(await mirror.sync(plan)).toEqual({ kind: 'finished', complete: true });
    expect(index.requests.filter((request) => request.path.endsWith('.whl')).length).toBeLessThanOrEqual(3);
    expect(await mirror.findFaults()).toEqual([]);
  });
});
