import { Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import {
  type AdoptionProgress,
  type AdoptionReport,
  type AdoptionState,
  isWholeAdoption,
} from '../../../contract/adoption';
import { Bar } from '../../components/bar';
import { Fact, Facts } from '../../components/facts';
import { ProblemAlert } from '../../components/problem-alert';
import { useFormat } from '../../format/use-format';
import { type AdoptionChoices, AdoptionOptions } from './adoption-options';
import { reportRemarks, surveyRemarks } from './adoption-remarks';
import { RemarkList } from './remark-list';

interface AdoptBodyProps {
  readonly state: AdoptionState;
  readonly choices: AdoptionChoices;
  readonly onChange: (choices: AdoptionChoices) => void;
}

/** What is there, how far it is read, or what became of it. */
export function AdoptBody({ state, choices, onChange }: AdoptBodyProps) {
  const { t } = useTranslation();
  switch (state.status) {
    case 'idle':
      return null;
    case 'surveying':
      return <ProgressPanel progress={state.progress} />;
    case 'adopting':
      return <ProgressPanel progress={state.progress} />;
    case 'surveyed': {
      const { survey } = state;
      const remarks = surveyRemarks(survey);
      return (
        <>
          <Totals {...survey} />
          <section className="panel adopt-panel">
            <Title order={2} size="h3">
              {t('adopt.remarks')}
            </Title>
            <div>{t('adopt.plain')}</div>
            <RemarkList remarks={remarks} />
          </section>
          <AdoptionOptions
            choices={choices}
            hasLeftovers={survey.leftovers.count + survey.olderPages > 0}
            onChange={onChange}
          />
        </>
      );
    }
    case 'adopted':
      return <ReportPanel report={state.report} />;
    case 'cancelled':
      return <div role="status">{t('adopt.stopped')}</div>;
    case 'failed':
      return <ProblemAlert problem={state.problem} />;
  }
}

interface TotalsProps {
  readonly projects: number;
  readonly files: number;
  readonly bytes: number;
}

function Totals({ projects, files, bytes }: TotalsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Facts label={t('adopt.facts')}>
      <Fact name={t('adopt.projects')} value={format.count(projects)} />
      <Fact name={t('adopt.files')} value={format.count(files)} />
      <Fact name={t('adopt.bytes')} value={format.bytes(bytes)} />
    </Facts>
  );
}

function ProgressPanel({ progress }: { readonly progress: AdoptionProgress }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { step, filesDone, bytesDone, bytes } = progress;
  const isCounted = step === 'files' && bytes > 0;
  const label =
    step === 'survey' ? t('adopt.looking') : t(step === 'files' ? 'adopt.progress' : 'adopt.tidying');
  const done = isCounted
    ? t('adopt.of', { done: format.bytes(bytesDone), all: format.bytes(bytes) })
    : t('adopt.seen', { files: filesDone });
  return (
    <section className="panel adopt-panel" aria-label={t('adopt.progress')}>
      <Title order={2} size="h3">
        {label}
      </Title>
      <Bar label={label} percent={isCounted ? (bytesDone / bytes) * 100 : null} text={done} />
      <span className="numbers soft">{done}</span>
    </section>
  );
}

function ReportPanel({ report }: { readonly report: AdoptionReport }) {
  const { t } = useTranslation();
  const whole = report.unconfirmedFiles === 0 ? 'adopt.whole' : 'adopt.wholeUnconfirmed';
  return (
    <>
      <Totals {...report} />
      <section className="panel adopt-panel">
        <Title order={2} size="h3">
          {t('adopt.results')}
        </Title>
        <div role="status">{t(isWholeAdoption(report) ? whole : 'adopt.notWhole')}</div>
        <RemarkList remarks={reportRemarks(report)} />
      </section>
    </>
  );
}
