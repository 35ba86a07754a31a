import { Text } from '@mantine/core';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlanSummary } from '../../../contract/plan-summary';
import type { Narrowing } from './arrange-rows';
import { ChangesList } from './changes/changes-list';
import { NarrowingButtons } from './narrowing-buttons';
import { PlanTable } from './plan-table';
import { SizeMap } from './sizes/size-map';
import { usePlanRows } from './use-plan-rows';
import { SearchField, ViewChoice, type ViewName } from './view-tools';

interface PlanViewsProps {
  readonly plan: PlanSummary;
  /** `null`: every target. */
  readonly target: string | null;
  /** The project whose explanation is open. */
  readonly explained: string | null;
  readonly onExplain: (project: string) => void;
}

/** The projects of a plan: as a list, by size, or what changed. What is typed and chosen here holds for all three. */
export function PlanViews({ plan, target, explained, onExplain }: PlanViewsProps) {
  const { t } = useTranslation();
  const [view, setView] = useState<ViewName>('projects');
  const [text, setText] = useState('');
  const [narrowing, setNarrowing] = useState<Narrowing | null>(null);
  // The list follows what is typed; the field never waits for the list.
  const deferredText = useDeferredValue(text);
  const { rows, counts, sort, setSort } = usePlanRows(plan, { text: deferredText, target, narrowing });
  return (
    <section className="plan-projects">
      <div className="plan-tools">
        <ViewChoice view={view} changes={plan.changes?.length ?? 0} onChoose={setView} />
        <SearchField text={text} onType={setText} />
        {view === 'changes' ? null : (
          <NarrowingButtons counts={counts} chosen={narrowing} onChoose={setNarrowing} />
        )}
        {view === 'changes' ? null : (
          <Text size="sm" className="soft numbers plan-shown" role="status">
            {rows.length === plan.projects.length
              ? t('units.projects', { count: rows.length })
              : t('plan.table.shown', { shown: rows.length, all: plan.projects.length })}
            {target === null || plan.targets.length < 2 ? null : ` · ${t('plan.table.sizesOfAll')}`}
          </Text>
        )}
      </div>
      {view === 'projects' ? (
        <PlanTable
          plan={plan}
          rows={rows}
          text={deferredText}
          sort={sort}
          onSort={setSort}
          explained={explained}
          onExplain={onExplain}
        />
      ) : null}
      {view === 'sizes' ? <SizeMap plan={plan} rows={rows} onExplain={onExplain} /> : null}
      {view === 'changes' ? (
        <ChangesList changes={plan.changes} text={deferredText} onExplain={onExplain} />
      ) : null}
    </section>
  );
}
