import { Button } from '@mantine/core';
import { IconCircleCheck, IconDownload } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RunState } from '../../../contract/run-state';
import { EmptyPanel } from '../../components/empty-panel';
import { ProblemAlert } from '../../components/problem-alert';
import { StepPage } from '../../components/step-page';
import { useFormat } from '../../format/use-format';
import { useActions, useAppState } from '../../state/use-app';

interface NothingYetProps {
  readonly mirror: string;
  readonly run: RunState;
}

/** No sync has begun: the way to the plan, or the start of the one that is ready. */
export function NothingYet({ mirror, run }: NothingYetProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { startSync, showStep } = useActions();
  const view = useAppState((state) => state.plans[mirror]);
  const status = useAppState((state) => state.statuses[mirror]);
  const plan = view?.status === 'ready' && run.stage !== 'planning' ? view.plan : null;
  const syncedAtMs = status?.lastCompleteAtMs ?? null;
  if (status !== undefined && syncedAtMs !== null && (plan === null || syncedAtMs > plan.createdAtMs)) {
    return (
      <Place
        run={run}
        icon={<IconCircleCheck size={26} />}
        title={t('sync.syncedTitle')}
        text={t('sync.syncedText', {
          time: format.dateTime(syncedAtMs),
          count: status.files,
          bytes: format.bytes(status.bytes),
        })}
      >
        <Button variant="default" onClick={() => showStep('plan')}>
          {t('sync.toPlan')}
        </Button>
        <Button onClick={() => showStep('serve')}>{t('sync.finished.serve')}</Button>
      </Place>
    );
  }
  const canStart = plan !== null && plan.guards.length === 0;
  return (
    <Place
      run={run}
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
    </Place>
  );
}

interface PlaceProps {
  readonly run: RunState;
  readonly icon: ReactNode;
  readonly title: string;
  readonly text: string;
  readonly children: ReactNode;
}

function Place({ run, icon, title, text, children }: PlaceProps) {
  const { t } = useTranslation();
  return (
    <StepPage title={t('sync.title')}>
      {run.stage === 'failed' ? <ProblemAlert problem={run.problem} /> : null}
      <EmptyPanel icon={icon} title={title} text={text}>
        {children}
      </EmptyPanel>
    </StepPage>
  );
}
