import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LyingIndex, startLyingIndex } from '../../../testing/lying-index/lying-index';
import { createMirrorFixture, type MirrorFixture } from '../../../testing/mirror-fixture';
import { NO_RULES } from '../../contract/rules';
import type { Plan } from '../plan/plan';
import { readProfile, saveProfile } from '../profile/profile-file';

const WHEELS = [
  { name: 'sand', version: '1.0' },
  { name: 'sand', version: '2.0rc1' },
  { name: 'stone', version: '1.0' },
  { name: 'water', version: '3.0' },
];
const { signal } = new AbortController();

let index: LyingIndex;
let mirror: MirrorFixture;

beforeEach(async () => {
  index = await startLyingIndex({ wheels: WHEELS });
  mirror = await createMirrorFixture(index.url, '', {}, { scope: 'everything' });
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
const namesOf = ({ projects }: Plan): readonly string[] => projects.map(({ project }) => project).sort();
const pagesAsked = (): readonly string[] =>
  index.requests.flatMap(({ path }) => /^\/simple\/(.+)\/$/.exec(path)?.[1] ?? []).sort();
const complete = { kind: 'finished', complete: true };

async function changeProfile(change: object): Promise<void> {
  const profile = await readProfile(mirror.directory, { signal });
  await saveProfile(mirror.directory, { ...profile, ...change }, { signal });
}

describe('a mirror of everything', () => {
  it('holds every file of every project, prereleases too', async () => {
    const plan = await planned();
    expect(namesOf(plan)).toEqual(['sand', 'stone', 'water']);
    expect(plan.projects.flatMap(({ files }) => files)).toHaveLength(4);
    expect(plan.projects.flatMap(({ files }) => files)[0]?.reason).toEqual({ kind: 'everything' });
    expect(await mirror.sync(plan)).toEqual(complete);
    expect(await mirror.findFaults()).toEqual([]);
  });

  it('asks for nothing but the list where nothing changed', async () => {
    await mirror.planAndSync();
    index.forgetRequests();
    const plan = await planned();
    expect(plan).toMatchObject({ projects: [], removedProjects: [], guards: [], complete: true });
    expect(index.requests.map(({ path }) => path)).toEqual(['/simple/']);
    expect(await mirror.sync(plan)).toEqual(complete);
    expect(await mirror.findFaults()).toEqual([]);
    expect(await mirror.listFiles('web/simple')).toHaveLength(12);
  });

  it('asks for the pages of what changed alone, and follows what went', async () => {
    await mirror.planAndSync();
    index.forgetRequests();
    index.setWheels([...WHEELS.slice(0, 3), { name: 'stone', version: '1.1' }]);
    const plan = await planned();
    expect(pagesAsked()).toEqual(['stone']);
    expect(plan.removedProjects.map(({ project }) => project)).toEqual(['water']);
    expect(await mirror.sync(plan)).toEqual(complete);
    expect(await mirror.findFaults()).toEqual([]);
    expect(await mirror.listFiles('web/simple/water')).toEqual([]);
    expect((await mirror.listFiles('web/packages')).filter((path) => path.endsWith('.whl'))).toHaveLength(4);
  });

  it('comes back to a project of which a file failed', async () => {
    index.faults.add(/water-3.0/, { kind: 'status', status: 400 });
    expect(await mirror.planAndSync()).toEqual({ kind: 'finished', complete: false });
    index.faults.clear();
    index.forgetRequests();
    expect(namesOf(await planned())).toEqual(['water']);
    expect(await mirror.planAndSync()).toEqual(complete);
  });

  it('looks at everything again when its rules changed', async () => {
    await mirror.planAndSync();
    await changeProfile({ rules: { ...NO_RULES, blocklist: 'water\n', dropPrereleases: 'all' } });
    const plan = await planned();
    const removals = plan.projects.flatMap((project) => project.removals);
    expect(removals.map(({ filename }) => filename).sort()).toEqual([
      'sand-2.0rc1-py3-none-any.whl',
      'water-3.0-py3-none-any.whl',
    ]);
    expect(await mirror.sync(plan)).toEqual(complete);
    expect(await mirror.findFaults()).toEqual([]);
    index.forgetRequests();
    expect(await mirror.planAndSync()).toEqual(complete);
    expect(pagesAsked()).toEqual([]);
  });

  it('never asks for a page that the blocklist drops', async () => {
    await changeProfile({ rules: { ...NO_RULES, blocklist: 'water\n', projectPatterns: ['sto'] } });
    expect(namesOf(await planned())).toEqual(['sand']);
    expect(pagesAsked()).toEqual(['sand']);
  });

  it('names a page that cannot be read, and brings the rest', async () => {
    index.faults.add('/simple/stone/', { kind: 'status', status: 400 });
    const plan = await planned();
    expect(plan.notices).toMatchObject([{ severity: 'error', project: 'stone' }]);
    expect(await mirror.sync(plan)).toEqual({ kind: 'finished', complete: false });
    index.faults.clear();
    expect(await mirror.planAndSync()).toEqual(complete);
  });

  it('plans nothing where not one page can be read, or the list cannot', async () => {
    index.faults.add(/^\/simple\/.+/, { kind: 'status', status: 400 });
    expect(await mirror.plan()).toMatchObject({ kind: 'failed', problem: { code: 'upstream-status' } });
    index.faults.clear();
    index.faults.add('/simple/', { kind: 'body', body: '{"projects":[', contentType: 'application/json' });
    expect(await mirror.plan()).toMatchObject({
      kind: 'failed',
      problem: { code: 'upstream-page-invalid' },
    });
  });

  it('asks before it removes a large part', async () => {
    index.setWheels(Array.from({ length: 30 }, (_, number) => ({ name: `sand${number}`, version: '1' })));
    await mirror.planAndSync();
    index.setWheels([{ name: 'sand0', version: '1' }]);
    const plan = await planned();
    expect(plan.guards).toMatchObject([{ code: 'plan-removes-much', parameters: { removedFiles: 29 } }]);
    expect(await mirror.sync(plan)).toMatchObject({ kind: 'failed' });
  });

  it('takes a record of serials that is damaged for none', async () => {
    await mirror.planAndSync();
    const path = join(mirror.directory, '.sandgrouse/serials.tsv');
    await writeFile(path, (await readFile(path, 'utf8')).slice(3));
    expect(namesOf(await planned())).toEqual(['sand', 'stone', 'water']);
  });
});
