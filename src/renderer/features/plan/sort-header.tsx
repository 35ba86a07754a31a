import { UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Sort, SortKey } from './arrange-rows';
import type { Column } from './columns';

const NAMES = {
  project: 'plan.table.project',
  why: 'plan.table.why',
  index: 'plan.table.index',
  versions: 'plan.table.versions',
  targets: 'plan.table.targets',
  toFetch: 'plan.table.toFetch',
  present: 'plan.table.present',
  toRemove: 'plan.table.remove',
} as const;

interface SortHeaderProps {
  readonly name: Column;
  readonly sort: Sort;
  readonly onSort: (key: SortKey) => void;
}

/** The head of a column, which sorts by it where it can. */
export function SortHeader({ name, sort, onSort }: SortHeaderProps) {
  const { t } = useTranslation();
  if (name === 'why' || name === 'index') {
    return (
      <th scope="col" className={`column-${name} sort-name`}>
        {t(NAMES[name])}
      </th>
    );
  }
  const active = sort.key === name;
  const Icon = sort.descending ? IconArrowDown : IconArrowUp;
  return (
    <th
      scope="col"
      className={`column-${name} ${name === 'project' ? 'sort-name' : 'cell-number'}`}
      aria-sort={active ? (sort.descending ? 'descending' : 'ascending') : 'none'}
    >
      <UnstyledButton className="sort-button" onClick={() => onSort(name)}>
        {t(NAMES[name])}
        {active ? <Icon size={13} aria-hidden /> : null}
      </UnstyledButton>
    </th>
  );
}
