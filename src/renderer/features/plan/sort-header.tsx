import { UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Sort, SortKey } from './arrange-rows';

const NAMES = {
  project: 'plan.table.project',
  versions: 'plan.table.versions',
  toFetch: 'plan.table.toFetch',
  present: 'plan.table.present',
  toRemove: 'plan.table.remove',
} as const;

interface SortHeaderProps {
  readonly name: SortKey;
  readonly sort: Sort;
  readonly onSort: () => void;
}

/** The head of a column, which sorts by it. */
export function SortHeader({ name, sort, onSort }: SortHeaderProps) {
  const { t } = useTranslation();
  const active = sort.key === name;
  const Icon = sort.descending ? IconArrowDown : IconArrowUp;
  return (
    <th
      scope="col"
      className={name === 'project' ? 'sort-name' : 'cell-number'}
      aria-sort={active ? (sort.descending ? 'descending' : 'ascending') : 'none'}
    >
      <UnstyledButton className="sort-button" onClick={onSort}>
        {t(NAMES[name])}
        {active ? <Icon size={13} aria-hidden /> : null}
      </UnstyledButton>
    </th>
  );
}
