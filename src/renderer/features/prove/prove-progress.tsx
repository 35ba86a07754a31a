import { Title } from '@mantine/core';
import { IconArrowsDownUp, IconCheck, IconCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ProveProgress } from '../../../contract/prove-state';
import type { Target } from '../../../contract/target';
import { describeTarget } from '../../../contract/target-presets';
import { Bar } from '../../components/bar';
import { useAppState } from '../../state/use-app';
import { targetPhase } from './target-phase';

interface ProveProgressPanelProps {
  readonly mirror: string;
  readonly progress: ProveProgress;
}

const NO_TARGETS: readonly Target[] = [];

/** What is done now, how far it is, and which targets have been gone through. */
export function ProveProgressPanel({ mirror, progress }: ProveProgressPanelProps) {
  const { t } = useTranslation();
  const targets = useAppState((state) => state.profiles[mirror]?.saved.targets ?? NO_TARGETS);
  const { step, done, total } = progress;
  const isCounted = total > 1;
  return (
    <section className="panel prove-progress" aria-label={t('prove.progress')}>
      <div className="prove-step">
        <Title order={3} size="md">
          {t(`prove.steps.${step}`)}
        </Title>
        {isCounted ? <span className="numbers soft">{t('prove.of', { done, total })}</span> : null}
      </div>
      <Bar
        label={t('prove.progress')}
        percent={isCounted ? (done / total) * 100 : null}
        text={`${t(`prove.steps.${step}`)}${isCounted ? `, ${t('prove.of', { done, total })}` : ''}`}
      />
      <ul className="prove-waiting" aria-label={t('prove.targets')}>
        {targets.map((target, index) => (
          <TargetLine key={target.id} label={describeTarget(target)} phase={targetPhase(progress, index)} />
        ))}
      </ul>
    </section>
  );
}

const ICONS = { waiting: IconCircle, underWay: IconArrowsDownUp, heard: IconCheck } as const;

interface TargetLineProps {
  readonly label: string;
  readonly phase: keyof typeof ICONS;
}

function TargetLine({ label, phase }: TargetLineProps) {
  const { t } = useTranslation();
  const Icon = ICONS[phase];
  return (
    <li>
      <Icon size={15} className="prove-phase" data-phase={phase} aria-hidden />
      {label}
      <span className="soft">{t(`prove.${phase}`)}</span>
    </li>
  );
}
