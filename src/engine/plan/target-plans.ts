import { type Problem, problem } from '../../contract/problem';
import { describeTarget } from '../../contract/target-presets';
import { chainText, linkOf } from '../closure/chains';
import type { ClosureFault } from '../closure/close-target';
import type { TargetResolution } from '../resolve/resolve-targets';
import type { TargetPlan } from './plan';

/** What a target gets, as the plan tells it. */
export function targetPlanOf(resolution: TargetResolution): TargetPlan {
  const { target, needed, faults, unread } = resolution;
  const label = describeTarget(target);
  const problems = [
    ...faults.map((fault) => problemOfFault(fault, label)),
    ...[...unread].map((project) => problem('project-unread', { target: label, project })),
  ];
  return {
    id: target.id,
    label,
    complete: problems.length === 0,
    problems,
    packages: needed.map(({ name, candidate, purpose, requiredBy, passedOver }) => ({
      project: name,
      version: candidate.version.canonical,
      filename: candidate.file.filename,
      purpose,
      requiredBy: requiredBy.map(linkOf),
      passedOver,
    })),
  };
}

function problemOfFault(fault: ClosureFault, target: string): Problem {
  if (fault.kind === 'given-up') return problem('resolution-too-hard', { target, steps: fault.steps });
  const { project, isMissing, facts, chain, remedy } = fault.explanation;
  return problem(isMissing ? 'no-file-for-target' : 'requirements-conflict', {
    target,
    project,
    chain: chainText(chain),
    facts: facts.join('; '),
    remedy,
  });
}
