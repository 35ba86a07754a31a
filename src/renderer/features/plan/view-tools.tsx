import { SegmentedControl, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

export type ViewName = 'projects' | 'sizes' | 'changes';

interface ViewChoiceProps {
  readonly view: ViewName;
  /** How many changes there are to see. */
  readonly changes: number;
  readonly onChoose: (view: ViewName) => void;
}

export function ViewChoice({ view, changes, onChoose }: ViewChoiceProps) {
  const { t } = useTranslation();
  return (
    <SegmentedControl
      aria-label={t('plan.view.label')}
      value={view}
      onChange={onChoose}
      data={[
        { value: 'projects', label: t('plan.view.projects') },
        { value: 'sizes', label: t('plan.view.sizes') },
        {
          value: 'changes',
          label: changes === 0 ? t('plan.view.changes') : t('plan.view.changesCount', { count: changes }),
        },
      ]}
    />
  );
}

interface SearchFieldProps {
  readonly text: string;
  readonly onType: (text: string) => void;
}

export function SearchField({ text, onType }: SearchFieldProps) {
  const { t } = useTranslation();
  return (
    <TextInput
      type="search"
      className="plan-search"
      aria-label={t('plan.table.filter')}
      placeholder={t('plan.table.filter')}
      leftSection={<IconSearch size={16} aria-hidden />}
      value={text}
      onChange={({ currentTarget: { value } }) => onType(value)}
    />
  );
}
