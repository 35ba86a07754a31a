import { useTranslation } from 'react-i18next';
import type { ImportChoice, ImportReport } from '../../../contract/import-report';
import { describeTarget } from '../../../contract/target-presets';
import { ReportChoices } from './report-choices';
import { bringsAnything, groupNotes, keptLockPath } from './report-groups';
import { ReportSection } from './report-section';

interface ReportSummaryProps {
  readonly report: ImportReport;
  readonly onToggle: (choice: ImportChoice) => void;
}

/** What the input is, what it brings, what it cannot bring, and what became of the rest of it. */
export function ReportSummary({ report, onToggle }: ReportSummaryProps) {
  const { t } = useTranslation();
  const { kind, requirements, constraints, targets, notCarried, notes } = report;
  return (
    <>
      <p className="import-kind soft" role="status">
        {t(`import.kind.${kind}`)}
        {bringsAnything(report) ? null : <strong> {t('import.nothing')}</strong>}
      </p>
      <ReportChoices choices={report.choices} onToggle={onToggle} />
      <LockSection report={report} />
      <ReportSection
        title={t('import.requirements', { count: requirements.length })}
        hint={t(kind === 'bandersnatch' ? 'import.requirementsReplaceHint' : 'import.requirementsHint')}
        items={requirements}
      />
      <ReportSection
        title={t('import.constraints', { count: constraints.length })}
        hint={t('import.constraintsHint')}
        items={constraints}
      />
      <ReportSection
        title={t('import.targets', { count: targets.length })}
        items={targets.map((target) => ({ text: describeTarget(target), place: target.id }))}
        isOpen
      />
      <ReportSection
        tone="warning"
        title={t('import.notCarried', { count: notCarried.length })}
        hint={t('import.notCarriedHint')}
        items={notCarried.map(({ name, reason, place }) => ({ text: name, more: reason, place }))}
        isOpen
      />
      {groupNotes(notes).map((group) => (
        <ReportSection
          key={group.effect}
          {...(group.effect === 'error' || group.effect === 'warning' ? { tone: group.effect } : {})}
          title={t(`import.effect.${group.effect}`, { count: group.notes.length })}
          items={group.notes.map(({ message, place }) => ({ more: message, place }))}
          isOpen={group.effect !== 'taken' && group.effect !== 'not-applicable'}
        />
      ))}
    </>
  );
}

/** A lock is not taken apart: how much is in it, and where it is kept. */
function LockSection({ report }: { readonly report: ImportReport }) {
  const { t } = useTranslation();
  const path = keptLockPath(report);
  if (report.lock === null || path === null) return null;
  const { packages, files } = report.lock;
  return (
    <div className="import-lock">
      <strong className="numbers">
        {t('import.lock', {
          packages: t('import.lockPackages', { count: packages }),
          files: t('units.files', { count: files }),
        })}
      </strong>
      <span className="soft">{t('import.lockKept', { path })}</span>
    </div>
  );
}
