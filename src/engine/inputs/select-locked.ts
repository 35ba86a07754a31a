import { type Environment, evaluateMarker } from '../../python-packaging/marker';
import type { Marker, MarkerComparison, MarkerTerm } from '../../python-packaging/marker-tree';
import type { Lock, LockEdge, LockedPackage, LockReach } from './lock';

/**
 * The packages of a lock that an environment needs, with every extra and every group; for `null` all of them. A marker
 * that has no value in the environment counts as holding: rather a file too many than one too few.
 */
export function selectLocked(lock: Lock, environment: Environment | null): readonly LockedPackage[] {
  const { packages, reach } = lock;
  if (environment === null || reach.kind === 'unknown') return packages;
  const holds = (marker: Marker | null): boolean => marker === null || mayHold(marker, environment);
  if (reach.kind === 'markers') return packages.filter((_, index) => holds(reach.markers[index] ?? null));
  const reached = walk(reach, holds);
  return packages.filter((_, index) => reached.has(index));
}

/** The indexes of the packages that can be reached. Each node is visited once for itself and once for each extra. */
function walk(
  { roots, nodes }: Extract<LockReach, { kind: 'graph' }>,
  holds: (marker: Marker | null) => boolean,
): ReadonlySet<number> {
  const reached = new Set<number>();
  const visited = new Set<string>();
  const waiting: LockEdge[] = [...roots];
  for (let edge = waiting.pop(); edge !== undefined; edge = waiting.pop()) {
    if (!holds(edge.marker)) continue;
    for (const index of edge.nodes) {
      const node = nodes[index];
      if (node === undefined) continue;
      if (node.packageIndex !== null) reached.add(node.packageIndex);
      for (const extra of [null, ...edge.extras]) {
        const visit = `${index} ${extra ?? ''}`;
        if (visited.has(visit)) continue;
        visited.add(visit);
        for (const next of extra === null ? node.dependencies : (node.extras.get(extra) ?? []))
          waiting.push(next);
      }
    }
  }
  return reached;
}

/** Whether a marker holds for some choice of extras and groups. */
function mayHold(marker: Marker, environment: Environment): boolean {
  return marker.alternatives.some((terms) =>
    terms.every((term) => (term.kind === 'any-of' ? mayHold(term, environment) : compare(term, environment))),
  );
}

const CHOICES: ReadonlySet<string> = new Set(['extra', 'extras', 'dependency_groups']);

function compare(term: MarkerComparison, environment: Environment): boolean {
  const isChoice = [term.left, term.right].some(
    (operand) => operand.kind === 'variable' && CHOICES.has(operand.name),
  );
  if (isChoice) return true;
  const result = evaluateMarker(alone(term), environment, { kind: 'requirement' });
  return !result.ok || result.holds;
}

const alone = (term: MarkerTerm): Marker => ({ kind: 'any-of', alternatives: [[term]] });
