import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlanProjectRow, PlanSummary } from '../../../contract/plan-summary';
import { VirtualTable } from '../../components/virtual-table';
import { nextSort, type Sort } from './arrange-rows';
import { columnsOf } from './columns';
import { ProjectCells } from './plan-rows';
import { SortHeader } from './sort-header';

interface PlanTableProps {
  readonly plan: PlanSummary;
  readonly rows: readonly PlanProjectRow[];
  /** What the rows were searched by. */
  readonly text: string;
  readonly sort: Sort;
  readonly onSort: (sort: Sort) => void;
  readonly explained: string | null;
  readonly onExplain: (project: string) => void;
}

/** Every project of the plan; each opens the explanation why it is there. */
export function PlanTable({ plan, rows, text, sort, onSort, explained, onExplain }: PlanTableProps) {
  const { t } = useTranslation();
  const columns = useMemo(() => columnsOf(plan), [plan]);
  const labels = useMemo(() => new Map(plan.targets.map(({ id, label }) => [id, label])), [plan]);
  const rowClassOf = useCallback(
    ({ project }: PlanProjectRow) => (project === explained ? 'plan-row plan-row-open' : 'plan-row'),
    [explained],
  );
  return (
    <VirtualTable
      label={t('plan.table.label')}
      className="plan-table"
      items={rows}
      keyOf={keyOf}
      heightOf={heightOf}
      isStop={isStop}
      empty={text.trim() === '' ? t('plan.table.noneSuch') : t('plan.table.none', { filter: text })}
      header={columns.map((column) => (
        <SortHeader key={column} name={column} sort={sort} onSort={(key) => onSort(nextSort(sort, key))} />
      ))}
      rowClassOf={rowClassOf}
      renderCells={(row, tabIndex) => (
        <ProjectCells
          row={row}
          columns={columns}
          labels={labels}
          open={row.project === explained}
          tabIndex={tabIndex}
          onExplain={onExplain}
        />
      )}
    />
  );
}

const keyOf = ({ project }: PlanProjectRow): string => project;
const heightOf = (): number => 38;
const isStop = (): boolean => true;
