import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { PlanSummary } from '../../contract/plan-summary';
import { ProblemError, refuse } from '../../contract/problem';
import { normalizeName } from '../../python-packaging/name';
import { writeFilesAtomically } from '../files/atomic-write';
import { diskProblem } from '../files/disk-problems';
import { readJsonFile } from '../files/read-file';
import {
  entriesOf,
  type Plan,
  type PlanEntry,
  type PlanHead,
  type PlannedProject,
  type RemovedProject,
} from '../plan/plan';
import { createPlanSummariser } from '../plan/summarise';
import { openPlanBody, readPlanLines } from './plan-body';
import { planEntrySchema, planHeadSchema } from './saved-plan-schema';

/** Bumped when the shape of a plan changes; a plan of another shape is made anew rather than guessed at. */
const SAVED_PLAN_VERSION = 4;

const records = (directory: string): string => join(directory, '.sandgrouse');
const headPath = (directory: string): string => join(records(directory), 'plan.json');
const bodyName = (planId: string): string => `plan-${planId}.jsonl`;
const BODY_NAME = /^plan-[A-Za-z0-9-]{1,100}\.jsonl$/;

/** A plan on the disk: its head, and its projects as often as they are asked for, one by one. */
export interface SavedPlan {
  readonly head: PlanHead;
  /** Throws `plan-missing` where what lies there is no plan that this version can carry out. */
  readonly entries: (options: { readonly signal: AbortSignal }) => AsyncIterable<PlanEntry>;
  /** What the plan has of one project, whose name may be written in any way that means it. */
  readonly find: (name: string, options: { readonly signal: AbortSignal }) => Promise<readonly PlanEntry[]>;
  readonly summarise: (options: { readonly signal: AbortSignal }) => Promise<PlanSummary>;
}

/** A plan on its way to the disk, project by project. */
export interface PlanSaver {
  readonly add: (entry: PlanEntry) => Promise<void>;
  /** The plan counts from here on, and no earlier one. */
  readonly finish: (head: PlanHead) => Promise<void>;
  /** Takes back what was added; harmless after `finish`. */
  readonly close: () => Promise<void>;
}

/** Keeps a plan in the mirror's folder, so that it can be carried out after a restart and without a network. */
export async function openPlanSaver(directory: string, planId: string): Promise<PlanSaver> {
  const body = await openPlanBody(records(directory), bodyName(planId));
  return {
    add: body.add,
    finish: async (head) => {
      const bodyBytes = await body.finish();
      const data = JSON.stringify({ savedPlanVersion: SAVED_PLAN_VERSION, bodyBytes, head });
      await writeFilesAtomically([{ path: headPath(directory), data }]);
      await dropOtherPlans(directory, head.planId);
    },
    close: body.close,
  };
}

/** The same for a plan that is in memory. */
export async function savePlan(directory: string, plan: Plan): Promise<void> {
  const { projects, removedProjects, ...head } = plan;
  const saver = await openPlanSaver(directory, plan.planId);
  try {
    for (const entry of entriesOf({ ...head, projects, removedProjects })) await saver.add(entry);
    await saver.finish(head);
  } finally {
    await saver.close();
  }
}

/** Removes what plans left behind that were replaced or killed; needs the mirror's lock. Throws a disk problem. */
export async function dropOtherPlans(directory: string, planId: string): Promise<void> {
  const kept = bodyName(planId);
  try {
    for (const name of await readdir(records(directory))) {
      if (BODY_NAME.test(name) && name !== kept) await rm(join(records(directory), name), { force: true });
    }
  } catch (error) {
    throw diskProblem(error, { path: records(directory), operation: 'delete' });
  }
}

/** Targets, notices and changes; the projects stand elsewhere. */
const LARGEST_HEAD_BYTES = 500 * 1024 * 1024;

const schema = z.object({
  savedPlanVersion: z.literal(SAVED_PLAN_VERSION),
  bodyBytes: z.number().int().nonnegative(),
  head: planHeadSchema,
});

/**
 * The newest plan of a mirror, or `null` when there is none that this version can carry out; a damaged one counts as
 * none, and a new plan mends all. Throws a disk problem.
 */
export async function openPlan(directory: string): Promise<SavedPlan | null> {
  const saved = schema.safeParse(await readJsonFile(headPath(directory), { limitBytes: LARGEST_HEAD_BYTES }));
  if (!saved.success) return null;
  const { head, bodyBytes } = saved.data;
  const bodyPath = join(records(directory), bodyName(head.planId));
  const schemaOfEntry = planEntrySchema(head.upstreamUrl);
  const damaged = (): never => refuse('plan-missing', { directory });
  const parse = (line: string): PlanEntry => {
    const parsed = schemaOfEntry.safeParse(parseJson(line));
    return parsed.success ? parsed.data : damaged();
  };
  const linesOf = (signal: AbortSignal): AsyncIterable<string> =>
    readPlanLines(bodyPath, { bodyBytes, damaged, signal });
  const entries: SavedPlan['entries'] = async function* ({ signal }) {
    for await (const line of linesOf(signal)) yield parse(line);
  };
  return {
    head,
    entries,
    find: async (name, { signal }) => {
      const project = normalizeName(name);
      const found: PlanEntry[] = [];
      const mark = `"project":${JSON.stringify(project)}`;
      for await (const line of linesOf(signal)) {
        if (!line.includes(mark)) continue;
        const entry = parse(line);
        if (entry.project.project === project) found.push(entry);
      }
      return found;
    },
    summarise: async ({ signal }) => {
      const summariser = createPlanSummariser(head.targets);
      for await (const entry of entries({ signal })) summariser.add(entry);
      return summariser.finish(head);
    },
  };
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** A whole plan in memory, for one that is known to be small; `null` as for `openPlan`, or where a project is damaged. */
export async function readPlan(
  directory: string,
  { signal }: { readonly signal: AbortSignal },
): Promise<Plan | null> {
  const saved = await openPlan(directory);
  if (saved === null) return null;
  const { head, entries } = saved;
  const projects: PlannedProject[] = [];
  const removedProjects: RemovedProject[] = [];
  try {
    for await (const entry of entries({ signal })) {
      if (entry.kind === 'planned') projects.push(entry.project);
      else removedProjects.push(entry.project);
    }
  } catch (error) {
    if (error instanceof ProblemError && error.problem.code === 'plan-missing') return null;
    throw error;
  }
  return { ...head, projects, removedProjects };
}
