import { useTranslation } from 'react-i18next';
import type { TransferProgress } from '../../contract/bundle';
import { timeLeftMs } from '../format/time-left';
import { useFormat } from '../format/use-format';
import { Fact, Facts } from './facts';
import { ProblemAlert } from './problem-alert';
import { StepProgress } from './step-progress';

interface TransferProgressProps {
  readonly progress: TransferProgress;
  readonly isMoving: boolean;
}

/** What is done with a drive now, how far it is and how fast it goes; why it waits, where it does. */
export function TransferProgressPanel({ progress, isMoving }: TransferProgressProps) {
  const { t } = useTranslation();
  const { bytes, bytesDone, problem } = progress;
  return (
    <>
      {problem === null ? null : (
        <ProblemAlert problem={problem} severity="warning" title={t('transfer.waitingTitle')} />
      )}
      <StepProgress
        label={t('transfer.progress')}
        step={t(`transfer.steps.${progress.step}`)}
        done={bytesDone}
        all={bytes}
        isMoving={isMoving}
      >
        <TransferFacts progress={progress} isMoving={isMoving} />
      </StepProgress>
    </>
  );
}

function TransferFacts({ progress, isMoving }: TransferProgressProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { itemsDone, items, bytesDone, bytes, bytesPerSecond } = progress;
  const unknown = t('transfer.unknown');
  const pace = isMoving ? bytesPerSecond : 0;
  const leftMs = timeLeftMs(bytes - bytesDone, pace);
  const ofAll = (text: string, isKnown: boolean): string | null =>
    isKnown ? t('transfer.ofAll', { all: text }) : null;
  return (
    <Facts label={t('transfer.progress')}>
      <Fact
        name={t('transfer.files')}
        value={format.count(itemsDone)}
        more={ofAll(format.count(items), items > 0)}
      />
      <Fact
        name={t('transfer.bytes')}
        value={bytes === 0 ? unknown : format.bytes(bytesDone)}
        more={ofAll(format.bytes(bytes), bytes > 0)}
      />
      <Fact
        name={t('transfer.speed')}
        value={pace === 0 ? unknown : t('units.perSecond', { bytes: format.bytes(pace) })}
      />
      <Fact name={t('transfer.left')} value={leftMs === null ? unknown : format.duration(leftMs)} />
    </Facts>
  );
}
