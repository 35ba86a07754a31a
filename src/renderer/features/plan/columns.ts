import type { PlanSummary } from '../../../contract/plan-summary';
import type { SortKey } from './arrange-rows';

export type Column = SortKey | 'why' | 'index';

/** The columns that have something to say about this plan. */
export function columnsOf({ projects, targets, toRemove }: PlanSummary): readonly Column[] {
  return [
    'project',
    'why',
    ...(projects.some(({ indexUrl }) => indexUrl !== null) ? (['index'] as const) : []),
    'versions',
    ...(targets.length > 1 ? (['targets'] as const) : []),
    'toFetch',
    'present',
    ...(toRemove.files > 0 ? (['toRemove'] as const) : []),
  ];
}
