import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type LyingIndex, startLyingIndex } from '../../../testing/lying-index/lying-index';
import { createMirrorFixture, type MirrorFixture } from '../../../testing/mirror-fixture';
import { mountSmallDisk, type SmallDisk, whyNoSmallDisk } from '../../../testing/small-disk';
import type { RunEvent } from '../../contract/run-event';
import { systemEnvironment } from '../../engine/run/environment';
import { RunHost } from './run-host';
import { engineVerbs } from './run-verbs';

const WHEELS = [1, 2, 3].map((version) => ({
  name: 'sand',
  version: `${version}.0`,
  paddingBytes: 1024 * 1024,
}));

const whyNot = whyNoSmallDisk();
if (whyNot !== null) console.info(`Real disks are not tested here: ${whyNot}.`);

describe.skipIf(whyNot !== null)('a run whose real disk has trouble', () => {
  let index: LyingIndex;
  let mirror: MirrorFixture;
  let disk: SmallDisk;
  let host: RunHost;
  let events: RunEvent[];
  let onEvent: (event: RunEvent) => void;

  beforeEach(async () => {
    events = [];
    onEvent = () => undefined;
    index = await startLyingIndex({ wheels: WHEELS });
    mirror = await createMirrorFixture(index.url, 'sand\n', { parallelDownloads: 1 });
    const profile = join(mirror.directory, 'sandgrouse.toml');
    const text = await readFile(profile);
    await rm(profile);
    disk = mountSmallDisk(mirror.directory, 32);
    await writeFile(profile, text);
    const verbs = engineVerbs('test', {
      ...systemEnvironment({ version: 'test', interface: 'command line' }),
      variables: {},
    });
    host = new RunHost({
      mirror: mirror.directory,
      verbs: {
        ...verbs,
        // The trouble comes in the middle of the engine's work, not when its events were put together.
        syncMirror: (directory, verb) =>
          verbs.syncMirror(directory, {
            ...verb,
            emit: (event) => {
              onEvent(event);
              verb.emit(event);
            },
          }),
      },
      // Seconds are milliseconds here.
      startTimer: (run, delayMs) => {
        const timer = setTimeout(run, delayMs / 100);
        return () => clearTimeout(timer);
      },
      publish: (batch) => events.push(...batch.events),
    });
  });

  afterEach(async () => {
    await host.close();
    disk.remove();
    await mirror.remove();
    await index.close();
  });

  const stageBecomes = (stage: string): Promise<void> =>
    vi.waitFor(() => expect(host.state.stage).toBe(stage), { timeout: 15_000, interval: 10 });

  it.each([
    ['is pulled out and plugged in', 'disk-gone', () => disk.pullOut(), () => disk.plugIn()],
    ['is full and gets room', 'disk-full', () => disk.fill(), () => disk.empty()],
    [
      'is read-only and can be written',
      'disk-permission',
      () => disk.makeReadOnly(),
      () => disk.makeWritable(),
    ],
  ])('goes on by itself when it %s again', async (_what, code, spoil, mend) => {
    await host.makePlan();
    await stageBecomes('planned');
    let finished = '';
    onEvent = (event) => {
      if (event.type !== 'file-finished' || finished !== '') return;
      finished = basename(event.path);
      spoil();
    };
    const { state } = host;
    if (state.stage !== 'planned') throw new Error(state.stage);
    await host.startSync(state.planId, true);
    await stageBecomes('paused');
    expect(host.state).toMatchObject({ reason: { kind: 'problem', problem: { code } } });
    mend();
    await stageBecomes('finished');
    expect(await mirror.findFaults()).toEqual([]);
    expect(events.filter(({ type }) => type === 'run-paused')).toHaveLength(1);
    expect(index.fetchesOf(finished)).toBe(1);
    expect(await readdir(join(mirror.directory, '.sandgrouse/partial'))).toEqual([]);
  });
});
