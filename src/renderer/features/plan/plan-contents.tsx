import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { mayBeAccepted, type PlanSummary } from '../../../contract/plan-summary';
import { ProblemAlert } from '../../components/problem-alert';
import { StepPage } from '../../components/step-page';
import { useFormat } from '../../format/use-format';
import { useActions, useAppState, useRun } from '../../state/use-app';
import { Guards } from './guards';
import { PlanBody } from './plan-body';
import { PlanTotals } from './plan-totals';

interface PlanContentsProps {
  readonly mirror: string;
  readonly plan: PlanSummary;
  readonly guardsAccepted: boolean;
}

/** A plan, whole: totals, what to know about it, every project, and the button that carries it out. */
export function PlanContents({ mirror, plan, guardsAccepted }: PlanContentsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const run = useRun(mirror);
  const { acceptGuards, startSync, showStep } = useActions();
  const refused = !plan.guards.every(mayBeAccepted);
  const blocked = refused || (plan.guards.length > 0 && !guardsAccepted);
  const lastCompleteAtMs = useAppState((state) => state.statuses[mirror]?.lastCompleteAtMs ?? 0);
  const carriedOut =
    lastCompleteAtMs > plan.createdAtMs || (run.stage === 'finished' && run.progress.failures.length === 0);
  const start = async (): Promise<void> => {
    if (await startSync(mirror, plan.planId, guardsAccepted)) showStep('sync');
  };
  return (
    <StepPage
      title={t('plan.title')}
      lead={t('plan.made', { time: format.dateTime(plan.createdAtMs), upstream: plan.upstreamUrl })}
      note={
        blocked ? (
          t(refused ? 'plan.guards.refused' : 'plan.guards.needed')
        ) : (
          <Standing plan={plan} carriedOut={carriedOut} />
        )
      }
      buttons={
        <>
          <MakeAgain mirror={mirror} main={carriedOut} disabled={run.stage === 'syncing'} />
          <Button
            variant={carriedOut ? 'default' : 'filled'}
            disabled={blocked || run.stage === 'syncing'}
            onClick={() => void start()}
          >
            {t('plan.sync')}
          </Button>
        </>
      }
    >
      {run.stage === 'failed' && run.progress === null ? <ProblemAlert problem={run.problem} /> : null}
      <PlanTotals plan={plan} />
      <Guards
        guards={plan.guards}
        accepted={guardsAccepted}
        onAccept={(accepted) => acceptGuards(mirror, accepted)}
      />
      <PlanBody mirror={mirror} plan={plan} />
    </StepPage>
  );
}

function Standing({ plan, carriedOut }: { readonly plan: PlanSummary; readonly carriedOut: boolean }) {
  const { t } = useTranslation();
  if (carriedOut) return t('plan.carriedOut');
  if (!plan.complete) return t('plan.incomplete');
  if (plan.toFetch.files === 0 && plan.toRemove.files === 0) return t('plan.upToDate');
  return null;
}

interface MakeAgainProps {
  readonly mirror: string;
  readonly main: boolean;
  readonly disabled: boolean;
}

function MakeAgain({ mirror, main, disabled }: MakeAgainProps) {
  const { t } = useTranslation();
  const { makePlan, saveProfile } = useActions();
  const make = async (): Promise<void> => {
    if (await saveProfile(mirror)) await makePlan(mirror);
  };
  return (
    <Button variant={main ? 'filled' : 'default'} disabled={disabled} onClick={() => void make()}>
      {t('plan.makeNew')}
    </Button>
  );
}
