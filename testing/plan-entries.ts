import { entriesOf, type Plan, type PlanEntry } from '../src/engine/plan/plan';
import { normalizeName } from '../src/python-packaging/name';

/** What a plan has of a project. */
export function entriesNamed(plan: Plan, name: string): readonly PlanEntry[] {
  const project = normalizeName(name);
  return [...entriesOf(plan)].filter((entry) => entry.project.project === project);
}
