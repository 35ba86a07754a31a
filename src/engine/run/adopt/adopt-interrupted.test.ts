import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { bundleForNode } from '../../../../testing/bundle';
import { findFaults } from '../../../../testing/mirror-fixture';
import { mirrorPaths } from '../../mirror/mirror-paths';
import { findOlderProjects } from '../../mirror/older-tree/find-projects';
import { readOlderPages } from '../../mirror/older-tree/older-pages';
import { readOlderListing } from './read-listing';
import { createOlderMirror, type OlderMirror } from './testing/older-mirror';

const signal = new AbortController().signal;
/** As much to change as there can be: folders, links, pages, metadata. */
const OLD = {
  rawFolders: true,
  hashIndex: true,
  keepIndexVersions: true,
  legacyJson: 'link',
  coreMetadata: false,
  leftovers: true,
} as const;

let mirror: OlderMirror;
afterEach(() => mirror.remove());

/** The files of every project by what its pages say now, whoever wrote them. */
async function listedFiles(): Promise<readonly string[]> {
  const paths = mirrorPaths(mirror.directory);
  const { projects } = await findOlderProjects(paths, { signal });
  const files: string[] = [];
  for (const project of projects) {
    const listing = readOlderListing(project.name, await readOlderPages(paths, project));
    for (const { file, isListed } of listing?.files ?? []) if (isListed) files.push(file.filename);
  }
  return files.sort();
}

describe('an adoption that is stopped', () => {
  it('at any step leaves everything listed, and goes on to the same end', async () => {
    let isDone = false;
    let stopAt = 0;
    while (!isDone) {
      stopAt += 1;
      mirror = await createOlderMirror(OLD);
      const [packages, listed] = [await mirror.packages(), await listedFiles()];
      expect(listed).toHaveLength(5);
      const controller = new AbortController();
      let step = 0;
      const emit = (): void => {
        step += 1;
        if (step === stopAt) controller.abort();
      };
      const outcome = await mirror.adopt({ emit, signal: controller.signal });
      isDone = step < stopAt;
      expect(outcome.kind).toBe(isDone ? 'adopted' : 'cancelled');
      expect(await mirror.packages()).toEqual(packages);
      expect(await listedFiles()).toEqual(listed);
      if (!isDone) expect(await mirror.adopted()).toMatchObject({ projects: 4, files: 5 });
      expect(await findFaults(join(mirror.directory, 'web'))).toEqual([]);
      expect(await mirror.links()).toEqual([]);
      if (stopAt % 5 === 0) expect(await mirror.syncAndCount()).toMatchObject({ fetches: 0 });
      if (!isDone) await mirror.remove();
    }
    expect(stopAt).toBeGreaterThan(10);
  }, 120_000);

  it('hashes no file twice', async () => {
    mirror = await createOlderMirror(OLD);
    const controller = new AbortController();
    await mirror.adopt({
      emit: ({ filesDone, step }) => (step === 'files' && filesDone === 4 ? controller.abort() : undefined),
      signal: controller.signal,
    });
    const journal = async () =>
      (await readFile(join(mirror.directory, '.sandgrouse', 'files.jsonl'), 'utf8')).trim().split('\n');
    expect(await journal()).toHaveLength(4);
    await mirror.adopted();
    expect(await journal()).toHaveLength(5);
  });
});

describe('kill -9', () => {
  const names = Array.from({ length: 15 }, (_, index) => `Grain_${index}`);
  const wheels = names.flatMap((name) =>
    ['1.0', '1.1', '2.0'].map((version) => ({ name, version, paddingBytes: 30_000 })),
  );
  const KILLS = 8;

  it('at any moment loses nothing', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sandgrouse-adopt-'));
    const script = await bundleForNode(join(import.meta.dirname, 'testing', 'adopt-child.ts'), folder);
    mirror = await createOlderMirror({ ...OLD, wheels });
    const [packages, listed] = [await mirror.packages(), await listedFiles()];
    for (let kill = 0; kill < KILLS; kill += 1) {
      const child = spawn(process.execPath, [script, mirror.directory, mirror.configurationPath]);
      const ended = new Promise<number | null>((fulfil) => child.on('close', fulfil));
      const exitCode = await Promise.race([ended, sleep(150 + kill * 60).then(() => 'late')]);
      child.kill('SIGKILL');
      await ended;
      expect(await mirror.packages()).toEqual(packages);
      expect(await listedFiles()).toEqual(listed);
      if (exitCode === 0) break;
    }
    const configurationPath = (await mirror.adopt()).kind === 'adopted' ? null : undefined;
    if (configurationPath === undefined) await mirror.adopted({ configurationPath: null });
    expect(await findFaults(join(mirror.directory, 'web'))).toEqual([]);
    expect(await listedFiles()).toEqual(listed);
    expect(await mirror.links()).toEqual([]);
    expect(await mirror.syncAndCount()).toMatchObject({ fetches: 0, outcome: { complete: true } });
    await rm(folder, { recursive: true });
  }, 120_000);
});
