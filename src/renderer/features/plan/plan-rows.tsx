import { UnstyledButton } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { FileTally, PlanFileRow, PlanProjectRow } from '../../../contract/plan-summary';
import { useFormat } from '../../format/use-format';
import { useReasonWords } from '../../texts/use-words';

interface ProjectCellsProps {
  readonly row: PlanProjectRow;
  readonly open: boolean;
  readonly tabIndex: number;
  readonly onToggle: (project: string) => void;
}

export const ProjectCells = memo(function ProjectCells({ row, open, tabIndex, onToggle }: ProjectCellsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const goes = row.requirements.length === 0;
  return (
    <>
      <td className="plan-name" data-goes={goes || undefined}>
        <UnstyledButton
          className="plan-toggle"
          data-stop
          tabIndex={tabIndex}
          aria-expanded={open}
          onClick={() => onToggle(row.project)}
        >
          <IconChevronRight size={15} className="plan-chevron" data-open={open || undefined} aria-hidden />
          <span className="plan-project">{row.project}</span>
        </UnstyledButton>
        <span className="soft mono cut">{row.requirements.join(', ')}</span>
        {goes ? <span className="tag tag-remove">{t('plan.action.remove')}</span> : null}
        {row.leftOutFiles > 0 ? (
          <span className="soft plan-left-out">{t('plan.table.leftOut', { count: row.leftOutFiles })}</span>
        ) : null}
      </td>
      <td className="cell-number">{format.count(row.versions)}</td>
      <TallyCell tally={row.toFetch} tone="fetch" />
      <TallyCell tally={row.present} />
      <TallyCell tally={row.toRemove} tone="remove" />
    </>
  );
});

interface TallyCellProps {
  readonly tally: FileTally;
  readonly tone?: 'fetch' | 'remove';
}

function TallyCell({ tally, tone }: TallyCellProps) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <td className="cell-number" data-tone={tally.files === 0 ? undefined : tone}>
      {tally.files === 0 ? null : (
        <>
          <span className="plan-files">{t('units.files', { count: tally.files })}</span>
          {format.bytes(tally.bytes)}
        </>
      )}
    </td>
  );
}

export const FileCells = memo(function FileCells({ file }: { readonly file: PlanFileRow }) {
  const { t } = useTranslation();
  const format = useFormat();
  const reason = useReasonWords()(file.reason);
  return (
    <>
      <td>
        <span className={`tag tag-${file.action}`}>{t(`plan.action.${file.action}`)}</span>
      </td>
      <td className="mono cut" title={file.filename}>
        {file.filename}
      </td>
      <td className="soft cut" title={reason}>
        {file.yankedReason === null ? null : (
          <span className="tag tag-yanked" title={file.yankedReason}>
            {t('plan.table.yanked')}
          </span>
        )}
        {reason}
      </td>
      <td className="cell-number">
        {file.sizeBytes === null ? t('plan.table.sizeUnknown') : format.bytes(file.sizeBytes)}
      </td>
    </>
  );
});

export function ReadingCell() {
  const { t } = useTranslation();
  return <td className="soft reading">{t('plan.table.readingFiles')}</td>;
}
