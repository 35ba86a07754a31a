import { Button, Loader } from '@mantine/core';
import { IconListDetails } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { PROBLEM_FACTS } from '../../../contract/problem';
import { EmptyPanel } from '../../components/empty-panel';
import { ProblemAlert } from '../../components/problem-alert';
import { StepPage } from '../../components/step-page';
import { useActions, useAppState, useRun } from '../../state/use-app';
import { PlanContents } from './plan-contents';
import { PlanningPanel } from './planning-panel';
import './plan-screen.css';

/** The second step: what will come and what will go, before a byte is fetched. */
export function PlanScreen({ mirror }: { readonly mirror: string }) {
  const { t } = useTranslation();
  const run = useRun(mirror);
  const view = useAppState((state) => state.plans[mirror]);
  if (run.stage === 'planning') return <PlanningPanel mirror={mirror} run={run} />;
  if (view?.status === 'ready') {
    return <PlanContents mirror={mirror} plan={view.plan} guardsAccepted={view.guardsAccepted} />;
  }
  const mendFirst = run.stage === 'failed' && PROBLEM_FACTS[run.problem.code].family === 'profile';
  return (
    <StepPage title={t('plan.title')} lead={t('plan.lead')}>
      {run.stage === 'failed' ? <ProblemAlert problem={run.problem} /> : null}
      {view?.status === 'none' ? (
        <NoPlan mirror={mirror} mendFirst={mendFirst} />
      ) : (
        <Loader aria-label={t('plan.loading')} m="auto" />
      )}
    </StepPage>
  );
}

interface NoPlanProps {
  readonly mirror: string;
  /** Whether planning again would end as it did before. */
  readonly mendFirst: boolean;
}

function NoPlan({ mirror, mendFirst }: NoPlanProps) {
  const { t } = useTranslation();
  const { makePlan, showStep } = useActions();
  return (
    <EmptyPanel icon={<IconListDetails size={26} />} title={t('plan.emptyTitle')} text={t('plan.emptyText')}>
      <Button variant={mendFirst ? 'filled' : 'default'} onClick={() => showStep('choose')}>
        {t('plan.editAllowlist')}
      </Button>
      <Button variant={mendFirst ? 'default' : 'filled'} onClick={() => void makePlan(mirror)}>
        {t('plan.make')}
      </Button>
    </EmptyPanel>
  );
}
