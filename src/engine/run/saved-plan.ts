import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ProblemError, problem } from '../../contract/problem';
import { writeFileAtomically } from '../files/atomic-write';
import { diskProblem, isMissing } from '../files/disk-problems';
import type { Plan } from '../plan/plan';

/** Bumped when the shape of a plan changes; a plan of another shape is made anew rather than guessed at. */
const SAVED_PLAN_VERSION = 1;

const planPath = (directory: string): string => join(directory, '.sandgrouse', 'plan.json');

/** Keeps the plan in the mirror's folder, so that it can be carried out after a restart and without a network. */
export async function savePlan(directory: string, plan: Plan): Promise<void> {
  await writeFileAtomically(
    planPath(directory),
    JSON.stringify({ savedPlanVersion: SAVED_PLAN_VERSION, plan }),
  );
}

/** The newest plan of a mirror, or `null` when there is none that this version can read. */
export async function readPlan(directory: string): Promise<Plan | null> {
  const path = planPath(directory);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (isMissing(error)) return null;
    throw diskProblem(error, { path, operation: 'read' });
  }
  try {
    const saved = JSON.parse(text) as { readonly savedPlanVersion?: unknown; readonly plan: Plan };
    return saved.savedPlanVersion === SAVED_PLAN_VERSION ? saved.plan : null;
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    throw new ProblemError(problem('disk-failed', { path, operation: 'read', cause }), { cause: error });
  }
}
