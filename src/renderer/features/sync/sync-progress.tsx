import { Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { RunProgress } from '../../../contract/run-state';
import { Bar } from '../../components/bar';
import { Fact, Facts } from '../../components/facts';
import { floorPercent } from '../../format/format';
import { progressShare } from '../../format/progress-share';
import { timeLeftMs } from '../../format/time-left';
import { useFormat } from '../../format/use-format';
import type { BegunRun } from './begun-run';
import { PausedNotice } from './paused-notice';

/** The one large bar, with its phase and figures. */
export function SyncProgress({ run }: { readonly run: BegunRun }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { progress } = run;
  const [part, all] = progressShare(progress);
  const percent = format.percent(part, all);
  return (
    <>
      {run.stage === 'paused' ? <PausedNotice reason={run.reason} /> : null}
      <section className="panel sync-head">
        <div className="sync-phase">
          <Title order={3} size="lg">
            {t(`sync.phase.${progress.phase}`)}
          </Title>
          {progress.phase !== 'downloading' && progress.steps > 0 ? (
            <span className="soft numbers">
              {t('sync.steps', { done: progress.stepsDone, all: progress.steps })}
            </span>
          ) : null}
          <span className="sync-percent numbers">{percent}</span>
        </div>
        <Bar
          label={t('sync.bar')}
          percent={floorPercent(part, all)}
          text={percent}
          size={12}
          {...(run.stage === 'syncing' ? {} : { color: run.stage === 'paused' ? 'yellow.5' : 'gray.5' })}
        />
        <ProgressFacts progress={progress} moving={run.stage === 'syncing'} />
      </section>
    </>
  );
}

interface ProgressFactsProps {
  readonly progress: RunProgress;
  readonly moving: boolean;
}

function ProgressFacts({ progress, moving }: ProgressFactsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const unknown = t('sync.facts.unknown');
  const fetching = moving && progress.phase === 'downloading';
  const leftMs = fetching ? timeLeftMs(progress.bytes - progress.bytesDone, progress.bytesPerSecond) : null;
  return (
    <Facts label={t('sync.facts.label')}>
      <Fact
        name={t('sync.facts.bytes')}
        value={format.bytes(progress.bytesDone)}
        more={t('sync.facts.ofAll', { all: format.bytes(progress.bytes) })}
      />
      <Fact
        name={t('sync.facts.files')}
        value={format.count(progress.filesDone)}
        more={t('sync.facts.ofAll', { all: format.count(progress.files) })}
      />
      <Fact
        name={t('sync.facts.speed')}
        value={
          fetching && progress.bytesPerSecond > 0
            ? t('units.perSecond', { bytes: format.bytes(progress.bytesPerSecond) })
            : unknown
        }
      />
      <Fact name={t('sync.facts.left')} value={leftMs === null ? unknown : format.duration(leftMs)} />
    </Facts>
  );
}
