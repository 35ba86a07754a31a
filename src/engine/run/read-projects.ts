import { PROBLEM_FACTS, ProblemError, problemOf } from '../../contract/problem';
import type { RunEvent } from '../../contract/run-event';
import type { NormalizedName } from '../../python-packaging/name';
import { runPool } from '../download/download-pool';
import type { PresentState } from '../plan/assemble-plan';
import type { WantedProject } from '../plan/wanted-projects';
import { type ProjectReading, readProject } from '../resolve/read-project';
import type { Upstream } from '../upstream/upstream';

interface ReadingOptions {
  readonly emit: (event: RunEvent) => void;
  readonly signal: AbortSignal;
}

const PARALLEL_PAGES = 10;

/**
 * Reads the pages of the given projects and of no others, in parallel; answers in the given order.
 * When not one of them could be had, the first cause is thrown: there is nothing to plan from.
 */
export async function readProjects(
  upstream: Upstream,
  projects: readonly NormalizedName[],
  { emit, signal }: ReadingOptions,
): Promise<readonly ProjectReading[]> {
  const readings = new Map<NormalizedName, ProjectReading>();
  await runPool({
    jobs: projects,
    concurrency: PARALLEL_PAGES,
    signal,
    run: async (project, jobSignal) => {
      readings.set(project, await readProject(upstream, project, jobSignal));
      emit({ type: 'plan-progressed', projectsDone: readings.size, projects: projects.length });
    },
  });
  const ordered = projects.flatMap((project) => readings.get(project) ?? []);
  const first = ordered[0];
  if (first?.kind === 'failed' && ordered.every((reading) => reading.kind === 'failed')) {
    throw new ProblemError(first.problem);
  }
  return ordered;
}

/** Asks for the sizes that no page told, of files that would have to come. Not knowing one is no failure. */
export async function askSizes(
  upstream: Upstream,
  wanted: readonly WantedProject[],
  present: PresentState,
  { signal }: ReadingOptions,
): Promise<ReadonlyMap<string, number | null>> {
  const sizes = new Map<string, number | null>();
  const unknown = wanted
    .flatMap(({ project, files }) => files.map((file) => ({ ...file, project })))
    .filter((file) => file.sizeBytes === null && !present.stored.has(file.path));
  await runPool({
    jobs: unknown,
    concurrency: PARALLEL_PAGES,
    signal,
    run: async ({ file, project }, jobSignal) => {
      try {
        sizes.set(file.url, await upstream.readSize(file.url, { project, signal: jobSignal }));
      } catch (error) {
        jobSignal.throwIfAborted();
        if (PROBLEM_FACTS[problemOf(error).code].family !== 'upstream') throw error;
        sizes.set(file.url, null);
      }
    },
  });
  return sizes;
}
