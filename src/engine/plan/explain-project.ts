import type { ChainLink, ProjectExplanation, TargetExplanation } from '../../contract/plan-summary';
import { normalizeName, parseProjectName } from '../../python-packaging/name';
import type { PlanEntry, PlanHead, TargetPackage, TargetPlan } from './plan';
import { planFileRows } from './summarise';

/** More ways than a person reads. */
const MOST_CHAINS = 20;
/** Ways through a graph can be without number; those that are looked at are not. */
const MOST_STEPS = 2_000;

/** Whether what a person wrote can be the name of a project, in any of its spellings. */
export function canNameProject(text: string): boolean {
  return parseProjectName(text) !== null;
}

/**
 * Why a project is in the plan as it is, target by target, and why its newer versions are not. The name may be written
 * in any of the ways that mean the same project; `entries` are what the plan has of it.
 */
export function explainProject(
  { targets: plans }: Pick<PlanHead, 'targets'>,
  name: string,
  entries: readonly PlanEntry[],
): ProjectExplanation {
  const project = normalizeName(name);
  const files = planFileRows(entries);
  const targets = plans.map((target) => explainFor(target, project));
  const planned = entries.find((entry) => entry.kind === 'planned');
  return {
    project,
    indexUrl: planned?.project.indexUrl ?? null,
    known: files.length > 0 || targets.some((entry) => entry.chosen !== null),
    targets,
    files,
  };
}

function explainFor(target: TargetPlan, project: string): TargetExplanation {
  const found = target.packages.filter((entry) => entry.project === project);
  const first = found.find(({ purpose }) => purpose === 'install') ?? found[0];
  return {
    target: target.id,
    label: target.label,
    chosen: first === undefined ? null : { version: first.version, filename: first.filename },
    chains: findChains(target, project),
    others: first?.passedOver ?? [],
    problems: target.problems.filter(
      ({ parameters }) => 'project' in parameters && parameters.project === project,
    ),
  };
}

/** The ways from a root to a project, the shortest first; none goes through a project twice. */
export function findChains(target: TargetPlan, project: string): readonly (readonly ChainLink[])[] {
  const byProject = new Map<string, TargetPackage[]>();
  for (const entry of target.packages) {
    byProject.set(entry.project, [...(byProject.get(entry.project) ?? []), entry]);
  }
  const complete: (readonly ChainLink[])[] = [];
  let open: readonly (readonly ChainLink[])[] = [[]];
  for (let steps = 0; open.length > 0 && complete.length < MOST_CHAINS && steps < MOST_STEPS; ) {
    const longer: (readonly ChainLink[])[] = [];
    for (const chain of open) {
      const from = chain[0]?.project ?? project;
      const seen = new Set(chain.map((link) => link.project));
      for (const link of uniqueLinks(byProject.get(from) ?? [])) {
        steps += 1;
        if (seen.has(link.project) || link.project === project) continue;
        (link.project === '' ? complete : longer).push([link, ...chain]);
      }
    }
    open = longer.slice(0, MOST_STEPS);
  }
  return complete.slice(0, MOST_CHAINS);
}

function uniqueLinks(packages: readonly TargetPackage[]): readonly ChainLink[] {
  const links = packages.flatMap((entry) => entry.requiredBy);
  return [...new Map(links.map((link) => [JSON.stringify(link), link])).values()];
}
