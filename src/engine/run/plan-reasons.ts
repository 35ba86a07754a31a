import { describeReason } from '../../contract/describe';
import { ProblemError } from '../../contract/problem';
import { ENGLISH } from '../../contract/texts/english';
import { openPlan } from './saved-plan';

/**
 * Why each file of a mirror is there, in words, by its path below `web`, as the newest plan has it. Empty where there is
 * no plan that can be read: it is known to nobody else. Throws a disk problem.
 */
export async function readPlanReasons(
  directory: string,
  { signal }: { readonly signal: AbortSignal },
): Promise<ReadonlyMap<string, string>> {
  const reasons = new Map<string, string>();
  const plan = await openPlan(directory);
  if (plan === null) return reasons;
  try {
    for await (const entry of plan.entries({ signal })) {
      if (entry.kind !== 'planned') continue;
      for (const { path, reason } of entry.project.files) reasons.set(path, describeReason(ENGLISH, reason));
    }
  } catch (error) {
    if (!(error instanceof ProblemError && error.problem.code === 'plan-missing')) throw error;
  }
  return reasons;
}
