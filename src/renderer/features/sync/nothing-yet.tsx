import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { RunState } from '../../../contract/run-state';
import { EmptyPanel } from '../../components/empty-panel';
import { ProblemAlert } from '../../components/problem-alert';
import { StepPage } from '../../components/step-page';
import { useActions, useAppState } from '../../state/use-app';

interface NothingYetProps {
  readonly mirror: string;
  readonly run: RunState;
}

/** No sync has begun: the way to the plan, or the start of the one that is ready. */
export function NothingYet({ mirror, run }: NothingYetProps) {
  const { t } = useTranslation();
  const { startSync, showStep } = useActions();
  const view = useAppState((state) => state.plans[mirror]);
  const plan = view?.status === 'ready' && run.stage !== 'planning' ? view.plan : null;
  const canStart = plan !== null && plan.guards.length === 0;
  return (
    <StepPage title={t('sync.title')}>
      {run.stage === 'failed' ? <ProblemAlert problem={run.problem} /> : null}
      <EmptyPanel
        icon={<IconDownload size={26} />}
        title={plan === null ? t('sync.emptyTitle') : t('sync.plannedTitle')}
        text={plan === null ? t('sync.emptyText') : t('sync.plannedText')}
      >
        <Button variant={canStart ? 'default' : 'filled'} onClick={() => showStep('plan')}>
          {t('sync.toPlan')}
        </Button>
        {canStart ? (
          <Button onClick={() => void startSync(mirror, plan.planId, false)}>{t('sync.start')}</Button>
        ) : null}
      </EmptyPanel>
    </StepPage>
  );
}
