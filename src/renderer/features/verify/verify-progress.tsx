import { useTranslation } from 'react-i18next';
import type { VerifyProgress } from '../../../contract/verification';
import { Fact, Facts } from '../../components/facts';
import { StepProgress } from '../../components/step-progress';
import { timeLeftMs } from '../../format/time-left';
import { useFormat } from '../../format/use-format';
import { verifyShare } from './verify-share';

interface VerifyProgressProps {
  readonly progress: VerifyProgress;
  readonly isMoving: boolean;
}

/** What is done now, how far it is, how fast it goes, and how much was found. */
export function VerifyProgressPanel({ progress, isMoving }: VerifyProgressProps) {
  const { t } = useTranslation();
  const [done, all] = verifyShare(progress);
  const step = t(`verify.steps.${progress.step}`);
  return (
    <StepProgress label={t('verify.progress')} step={step} done={done} all={all} isMoving={isMoving}>
      <ProgressFacts progress={progress} isMoving={isMoving} />
    </StepProgress>
  );
}

function ProgressFacts({ progress, isMoving }: VerifyProgressProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { step, itemsDone, items, bytesDone, bytes, bytesPerSecond, findings } = progress;
  const unknown = t('verify.unknown');
  const pace = isMoving ? bytesPerSecond : 0;
  const leftMs = pace > 0 ? timeLeftMs(bytes - bytesDone, pace) : null;
  const ofAll = (text: string, isKnown: boolean): string | null =>
    isKnown ? t('verify.ofAll', { all: text }) : null;
  return (
    <Facts label={t('verify.progress')}>
      <Fact
        name={t(step === 'read-pages' ? 'verify.pages' : 'verify.items')}
        value={format.count(itemsDone)}
        more={ofAll(format.count(items), items > 0)}
      />
      <Fact
        name={t('verify.read')}
        value={bytes === 0 ? unknown : format.bytes(bytesDone)}
        more={ofAll(format.bytes(bytes), bytes > 0)}
      />
      <Fact
        name={t('verify.speed')}
        value={pace === 0 ? unknown : t('units.perSecond', { bytes: format.bytes(pace) })}
      />
      <Fact name={t('verify.left')} value={leftMs === null ? unknown : format.duration(leftMs)} />
      <Fact
        name={t('verify.findings')}
        value={format.count(findings)}
        {...(findings > 0 ? { tone: 'bad' as const } : {})}
      />
    </Facts>
  );
}
