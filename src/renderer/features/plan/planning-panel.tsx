import { Button, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { RunState } from '../../../contract/run-state';
import { Bar } from '../../components/bar';
import { StepPage } from '../../components/step-page';
import { WaitingNotice } from '../../components/waiting-notice';
import { floorPercent } from '../../format/format';
import { useActions } from '../../state/use-app';

interface PlanningPanelProps {
  readonly mirror: string;
  readonly run: Extract<RunState, { stage: 'planning' }>;
}

/** While the upstream is asked. */
export function PlanningPanel({ mirror, run }: PlanningPanelProps) {
  const { t } = useTranslation();
  const { cancel } = useActions();
  const count = t('plan.planning.count', { done: run.projectsDone, all: run.projects });
  return (
    <StepPage
      title={t('plan.title')}
      lead={t('plan.lead')}
      buttons={
        <Button variant="default" onClick={() => void cancel(mirror)}>
          {t('plan.planning.cancel')}
        </Button>
      }
    >
      <section className="panel planning">
        <div className="planning-head">
          <Title order={3} size="lg">
            {t('plan.planning.title')}
          </Title>
          <Text className="soft numbers">{count}</Text>
        </div>
        <Bar
          label={t('plan.planning.bar')}
          percent={run.projects === 0 ? 0 : floorPercent(run.projectsDone, run.projects)}
          text={count}
          size={10}
        />
      </section>
      <WaitingNotice waiting={run.waiting} />
    </StepPage>
  );
}
