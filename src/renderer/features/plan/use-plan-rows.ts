import { useMemo, useState } from 'react';
import { incompleteProjects, lackingProjects } from '../../../contract/plan-groups';
import type { PlanSummary } from '../../../contract/plan-summary';
import {
  countNarrowings,
  filterRows,
  type MarkedProjects,
  orderRows,
  type RowQuery,
  rowsByName,
  type Sort,
} from './arrange-rows';

/** The rows that answer a query, in the chosen order. What does not depend on what is typed is not done again for it. */
export function usePlanRows(plan: PlanSummary, { text, target, narrowing }: RowQuery) {
  const [sort, setSort] = useState<Sort>({ key: 'project', descending: false });
  const marked = useMemo(
    (): MarkedProjects => ({
      changed: new Set(plan.changes?.map(({ project }) => project)),
      incomplete: incompleteProjects(plan),
      lacking: new Map(plan.targets.map((entry) => [entry.id, lackingProjects(entry)])),
    }),
    [plan],
  );
  const counts = useMemo(() => countNarrowings(plan.projects, marked), [plan, marked]);
  const byName = useMemo(() => rowsByName(plan.projects), [plan]);
  const sorted = useMemo(() => orderRows(byName, sort), [byName, sort]);
  const rows = useMemo(
    () => filterRows(sorted, { text, target, narrowing }, marked),
    [sorted, text, target, narrowing, marked],
  );
  return { rows, counts, sort, setSort };
}
