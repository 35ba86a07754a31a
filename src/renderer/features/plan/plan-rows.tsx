import { UnstyledButton } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { foldLabels } from '../../../contract/explanation-groups';
import { type FileTally, isLeaving, type PlanProjectRow } from '../../../contract/plan-summary';
import { useFormat } from '../../format/use-format';
import type { Column } from './columns';

interface ProjectCellsProps {
  readonly row: PlanProjectRow;
  readonly columns: readonly Column[];
  /** The labels of the plan's targets by id. */
  readonly labels: ReadonlyMap<string, string>;
  readonly open: boolean;
  readonly tabIndex: number;
  readonly onExplain: (project: string) => void;
}

export const ProjectCells = memo(function ProjectCells(props: ProjectCellsProps) {
  return props.columns.map((column) => <Cell key={column} column={column} {...props} />);
});

function Cell({ column, ...props }: ProjectCellsProps & { readonly column: Column }) {
  const { row, labels } = props;
  switch (column) {
    case 'project':
      return <NameCell {...props} />;
    case 'why':
      return <WhyCell row={row} />;
    case 'index':
      return <IndexCell indexUrl={row.indexUrl} />;
    case 'versions':
      return <VersionsCell versions={row.versions} />;
    case 'targets':
      return <TargetsCell targets={row.targets} labels={labels} />;
    case 'toFetch':
    case 'present':
    case 'toRemove':
      return <TallyCell column={column} tally={row[column]} />;
  }
}

/** The index that a project is bound to, without the part that all have; nothing for what comes from upstream. */
function IndexCell({ indexUrl }: { readonly indexUrl: string | null }) {
  return (
    <td className="column-index soft cut" title={indexUrl ?? undefined}>
      {indexUrl?.replace(/^https?:\/\/|\/$/g, '')}
    </td>
  );
}

function VersionsCell({ versions }: { readonly versions: number }) {
  const format = useFormat();
  return <td className="column-versions cell-number">{versions === 0 ? null : format.count(versions)}</td>;
}

function NameCell({ row, open, tabIndex, onExplain }: ProjectCellsProps) {
  return (
    <td className="column-project" data-goes={isLeaving(row) || undefined}>
      <UnstyledButton
        className="plan-open"
        data-stop
        tabIndex={tabIndex}
        aria-expanded={open}
        onClick={() => onExplain(row.project)}
      >
        <span className="plan-project cut">{row.project}</span>
        <IconChevronRight size={15} className="plan-chevron" aria-hidden />
      </UnstyledButton>
    </td>
  );
}

const SHOWN_NAMES = 2;

/** The line that asks for it, or who else does. */
function WhyCell({ row }: { readonly row: PlanProjectRow }) {
  const { t } = useTranslation();
  const { requirements, requiredBy } = row;
  if (requirements.length > 0) {
    const lines = requirements.join(', ');
    return (
      <td className="column-why mono cut" title={lines}>
        {lines}
      </td>
    );
  }
  if (isLeaving(row)) return <td className="column-why soft cut">{t('plan.table.notAsked')}</td>;
  if (requiredBy.length === 0) return <td className="column-why" />;
  const names = requiredBy.slice(0, SHOWN_NAMES).join(', ');
  const more = requiredBy.length - SHOWN_NAMES;
  return (
    <td className="column-why soft cut" title={requiredBy.slice(0, 30).join(', ')}>
      {more > 0
        ? t('plan.table.requiredByMore', { names, count: more })
        : t('plan.table.requiredBy', { names })}
    </td>
  );
}

interface TargetsCellProps {
  readonly targets: readonly string[];
  readonly labels: ReadonlyMap<string, string>;
}

function TargetsCell({ targets, labels }: TargetsCellProps) {
  const { t } = useTranslation();
  if (targets.length === 0) return <td className="column-targets cell-number" />;
  const named = foldLabels(targets.map((id) => labels.get(id) ?? id)).join('\n');
  return (
    <td className="column-targets cell-number" title={named}>
      {targets.length === labels.size ? (
        <span className="soft">{t('plan.table.allTargets')}</span>
      ) : (
        t('plan.table.someTargets', { count: targets.length, all: labels.size })
      )}
    </td>
  );
}

interface TallyCellProps {
  readonly column: 'toFetch' | 'present' | 'toRemove';
  readonly tally: FileTally;
}

function TallyCell({ column, tally }: TallyCellProps) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <td className={`column-${column} cell-number`} data-some={tally.files > 0 || undefined}>
      {tally.files === 0 ? null : (
        <>
          <span className="plan-files">{t('units.files', { count: tally.files })}</span>
          {format.bytes(tally.bytes)}
        </>
      )}
    </td>
  );
}
