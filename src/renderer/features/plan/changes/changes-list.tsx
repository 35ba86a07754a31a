import { Text, UnstyledButton } from '@mantine/core';
import { IconArrowRight, IconMinus, IconPlus } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlanChange } from '../../../../contract/plan-summary';
import { VirtualTable } from '../../../components/virtual-table';
import { type ChangeItem, type ChangeKind, changeItems } from './change-items';
import './changes.css';

interface ChangesListProps {
  /** `null`: there was no plan before this one. */
  readonly changes: readonly PlanChange[] | null;
  readonly text: string;
  readonly onExplain: (project: string) => void;
}

/** What came, what went and what moved since the plan before. */
export function ChangesList({ changes, text, onExplain }: ChangesListProps) {
  const { t } = useTranslation();
  const items = useMemo(() => changeItems(changes ?? [], text), [changes, text]);
  if (changes === null || changes.length === 0) {
    return (
      <Text className="panel soft changes-none">
        {changes === null ? t('plan.changes.first') : t('plan.changes.same')}
      </Text>
    );
  }
  return (
    <VirtualTable
      label={t('plan.changes.label')}
      className="changes"
      items={items}
      keyOf={keyOf}
      heightOf={heightOf}
      isStop={isChange}
      empty={t('plan.changes.none', { filter: text })}
      rowClassOf={({ line }) => `changes-${line}`}
      renderCells={(item, tabIndex) => <ItemCells item={item} tabIndex={tabIndex} onExplain={onExplain} />}
    />
  );
}

interface ItemCellsProps {
  readonly item: ChangeItem;
  readonly tabIndex: number;
  readonly onExplain: (project: string) => void;
}

const ICONS = { added: IconPlus, removed: IconMinus, moved: IconArrowRight } as const;

function ItemCells({ item, tabIndex, onExplain }: ItemCellsProps) {
  const { t } = useTranslation();
  const Icon = ICONS[item.kind];
  if (item.line === 'head') {
    return (
      <td className="changes-count" data-kind={item.kind}>
        <Icon size={15} aria-hidden />
        {t(`plan.changes.${item.kind}`, { count: item.count })}
      </td>
    );
  }
  const { project } = item.change;
  return (
    <>
      <td>
        <UnstyledButton
          className="changes-project"
          data-stop
          tabIndex={tabIndex}
          onClick={() => onExplain(project)}
        >
          {project}
        </UnstyledButton>
      </td>
      <td className="soft cut numbers">
        <ChangeWords kind={item.kind} change={item.change} />
      </td>
    </>
  );
}

function ChangeWords({ kind, change }: { readonly kind: ChangeKind; readonly change: PlanChange }) {
  const { t } = useTranslation();
  const [before, after] = [useVersionsInShort(change.before), useVersionsInShort(change.after)];
  switch (kind) {
    case 'added':
      return t('plan.changes.came', { versions: after });
    case 'removed':
      return t('plan.changes.went', { versions: before });
    case 'moved':
      return t('plan.changes.from', { before, after });
  }
}

const SHOWN_VERSIONS = 5;

/** A few versions by name, more of them by number. */
function useVersionsInShort(versions: readonly string[]): string {
  const { t } = useTranslation();
  return versions.length <= SHOWN_VERSIONS
    ? versions.join(', ')
    : t('units.versions', { count: versions.length });
}

function keyOf(item: ChangeItem): string {
  return item.line === 'head' ? `/${item.kind}` : item.change.project;
}

const heightOf = (item: ChangeItem): number => (item.line === 'head' ? 36 : 32);
const isChange = (item: ChangeItem): boolean => item.line === 'change';
