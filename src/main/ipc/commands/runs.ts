import { ProblemError, refuse } from '../../../contract/problem';
import { explainProject } from '../../../engine/plan/explain-project';
import { planFileRows } from '../../../engine/plan/summarise';
import type { MirrorList } from '../../mirrors/mirror-list';
import type { PlanReader } from '../../plans/plan-reader';
import type { MirrorVerifications } from '../../verifying/mirror-verifications';
import type { HandlersOf } from '../handlers';

/** Requests for work answer as soon as it has begun; how it goes and ends is told by run events. */
export function runHandlers(
  mirrors: MirrorList,
  plans: PlanReader,
  verifications: MirrorVerifications,
): HandlersOf<'plan' | 'sync' | 'run'> {
  // A verification reads what must not come and go meanwhile; it goes on after its pause.
  const refuseWhileVerifying = (mirror: string): void => {
    if (verifications.isVerifying(mirror)) refuse('mirror-busy', { directory: mirror, stage: 'verifying' });
  };
  const { signal } = new AbortController();
  return {
    'plan.make': async ({ mirror }) => {
      await mirrors.host(mirror).makePlan();
      return null;
    },
    'plan.read': async ({ mirror }) => {
      mirrors.host(mirror);
      const plan = await plans.readNewest(mirror);
      return plan === null ? null : unlessDamaged(plan.summarise({ signal }), null);
    },
    'plan.files': async ({ mirror, project }) => {
      mirrors.host(mirror);
      const plan = await plans.readShown(mirror);
      return plan === null ? [] : planFileRows(await unlessDamaged(plan.find(project, { signal }), []));
    },
    'plan.explain': async ({ mirror, project }) => {
      mirrors.host(mirror);
      const plan = await plans.readShown(mirror);
      if (plan === null) return { project, indexUrl: null, known: false, targets: [], files: [] };
      const entries = await unlessDamaged(plan.find(project, { signal }), []);
      return explainProject(plan.head, project, entries);
    },
    'sync.start': async ({ mirror, planId, acceptGuards }) => {
      refuseWhileVerifying(mirror);
      await mirrors.host(mirror).startSync(planId, acceptGuards);
      return null;
    },
    'sync.pause': ({ mirror }) => {
      mirrors.host(mirror).pause();
      return null;
    },
    'sync.resume': async ({ mirror }) => {
      refuseWhileVerifying(mirror);
      await mirrors.host(mirror).resume();
      return null;
    },
    'sync.cancel': async ({ mirror }) => {
      await mirrors.host(mirror).cancel();
      return null;
    },
    'run.snapshot': ({ mirror }) => mirrors.host(mirror).snapshot(),
  };
}

/** A plan that was damaged, or replaced by a newer one, counts as none. */
async function unlessDamaged<Value, Otherwise>(
  reading: Promise<Value>,
  otherwise: Otherwise,
): Promise<Value | Otherwise> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof ProblemError && error.problem.code === 'plan-missing') return otherwise;
    throw error;
  }
}
