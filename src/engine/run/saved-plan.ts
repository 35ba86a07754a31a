import { join } from 'node:path';
import { z } from 'zod';
import { writeFileAtomically } from '../files/atomic-write';
import { readJsonFile } from '../files/read-file';
import type { Plan } from '../plan/plan';
import { planSchema } from './saved-plan-schema';

/** Bumped when the shape of a plan changes; a plan of another shape is made anew rather than guessed at. */
const SAVED_PLAN_VERSION = 2;

const planPath = (directory: string): string => join(directory, '.sandgrouse', 'plan.json');

/** Keeps the plan in the mirror's folder, so that it can be carried out after a restart and without a network. */
export async function savePlan(directory: string, plan: Plan): Promise<void> {
  await writeFileAtomically(
    planPath(directory),
    JSON.stringify({ savedPlanVersion: SAVED_PLAN_VERSION, plan }),
  );
}

/** More than a plan for all of PyPI would have, and less than the longest text that JavaScript can hold. */
const LARGEST_PLAN_BYTES = 500 * 1024 * 1024;

const schema = z.object({ savedPlanVersion: z.literal(SAVED_PLAN_VERSION), plan: planSchema });

/**
 * The newest plan of a mirror, or `null` when there is none that this version can carry out; a damaged one counts as
 * none, and a new plan mends all. Throws a disk problem.
 */
export async function readPlan(directory: string): Promise<Plan | null> {
  const saved = schema.safeParse(await readJsonFile(planPath(directory), { limitBytes: LARGEST_PLAN_BYTES }));
  return saved.success ? saved.data.plan : null;
}
