import { Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useDeferredValue, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlanProjectRow } from '../../../contract/plan-summary';
import { VirtualTable } from '../../components/virtual-table';
import type { PlanFiles } from '../../state/app-state';
import { useActions, useAppState } from '../../state/use-app';
import { arrangeProjects, nextSort, SORT_KEYS, type Sort, type TableItem, tableItems } from './arrange-rows';
import { FileCells, ProjectCells, ReadingCell } from './plan-rows';
import { SortHeader } from './sort-header';

interface PlanTableProps {
  readonly mirror: string;
  readonly rows: readonly PlanProjectRow[];
}

const NO_FILES: PlanFiles = {};

/** Every project of the plan; each opens to its files and the reason for each of them. */
export function PlanTable({ mirror, rows }: PlanTableProps) {
  const { t } = useTranslation();
  const [filter, setFilter] = useState('');
  const deferredFilter = useDeferredValue(filter);
  const [sort, setSort] = useState<Sort>({ key: 'project', descending: false });
  const { open, toggle, files } = useOpenProjects(mirror);
  const projects = useMemo(() => arrangeProjects(rows, deferredFilter, sort), [rows, deferredFilter, sort]);
  const items = useMemo(() => tableItems(projects, open, files), [projects, open, files]);
  return (
    <section className="plan-projects">
      <div className="plan-filter">
        <TextInput
          type="search"
          aria-label={t('plan.table.filter')}
          placeholder={t('plan.table.filter')}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={filter}
          onChange={({ currentTarget: { value } }) => setFilter(value)}
        />
        <Text size="sm" className="soft numbers" role="status">
          {t('plan.table.shown', { shown: projects.length, all: rows.length })}
        </Text>
      </div>
      <VirtualTable
        label={t('plan.table.label')}
        className="plan-table"
        items={items}
        keyOf={keyOf}
        heightOf={heightOf}
        isStop={isProject}
        empty={t('plan.table.none', { filter: deferredFilter })}
        header={SORT_KEYS.map((key) => (
          <SortHeader key={key} name={key} sort={sort} onSort={() => setSort(nextSort(sort, key))} />
        ))}
        rowClassOf={rowClassOf}
        renderCells={(item, tabIndex) => <ItemCells item={item} tabIndex={tabIndex} onToggle={toggle} />}
      />
    </section>
  );
}

function useOpenProjects(mirror: string) {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const files = useAppState((state) => state.planFiles[mirror] ?? NO_FILES);
  const { readPlanFiles } = useActions();
  const toggle = (project: string): void => {
    const next = new Set(open);
    if (!next.delete(project)) {
      next.add(project);
      void readPlanFiles(mirror, project);
    }
    setOpen(next);
  };
  return { open, toggle, files };
}

interface ItemCellsProps {
  readonly item: TableItem;
  readonly tabIndex: number;
  readonly onToggle: (project: string) => void;
}

function ItemCells({ item, tabIndex, onToggle }: ItemCellsProps) {
  switch (item.kind) {
    case 'project':
      return <ProjectCells row={item.row} open={item.open} tabIndex={tabIndex} onToggle={onToggle} />;
    case 'reading':
      return <ReadingCell />;
    case 'file':
      return <FileCells file={item.file} />;
  }
}

function keyOf(item: TableItem): string {
  switch (item.kind) {
    case 'project':
      return item.row.project;
    case 'reading':
      return `${item.project}/`;
    case 'file':
      return `${item.project}/${item.file.filename}`;
  }
}

const heightOf = (item: TableItem): number => (item.kind === 'project' ? 40 : 34);
const rowClassOf = (item: TableItem): string => (item.kind === 'project' ? 'plan-row' : 'file-row');
const isProject = (item: TableItem): boolean => item.kind === 'project';
