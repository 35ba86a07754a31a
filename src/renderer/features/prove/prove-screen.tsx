import { Button, Group, Text } from '@mantine/core';
import { IconFileCheck, IconPlayerStop, IconShieldCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { PROVE_IDLE, type ProveState } from '../../../contract/prove-state';
import { ProblemAlert } from '../../components/problem-alert';
import { StepPage } from '../../components/step-page';
import { useActions, useAppState } from '../../state/use-app';
import { NotProven } from './not-proven';
import { ProofResult } from './proof-result';
import { ProveProgressPanel } from './prove-progress';
import './prove-screen.css';

/** The step that makes certain: nothing is missing, for nobody. */
export function ProveScreen({ mirror }: { readonly mirror: string }) {
  const { t } = useTranslation();
  const state = useAppState((app) => app.proofs[mirror] ?? PROVE_IDLE);
  const hasTargets = useAppState((app) => (app.profiles[mirror]?.saved.targets.length ?? 0) > 0);
  return (
    <StepPage
      title={t('prove.title')}
      lead={t('prove.lead')}
      state={state.status}
      {...(state.status === 'idle' || !hasTargets
        ? {}
        : { note: t('prove.reportHint'), buttons: <ProveButtons mirror={mirror} state={state} /> })}
    >
      <Content mirror={mirror} state={state} hasTargets={hasTargets} />
      <ToVerify />
    </StepPage>
  );
}

/** Another question than the proof's, asked now and then. */
function ToVerify() {
  const { t } = useTranslation();
  const { showStep } = useActions();
  return (
    <Group gap="xs">
      <Text className="soft">{t('verify.fromProve')}</Text>
      <Button variant="default" onClick={() => showStep('verify')}>
        {t('verify.fromProveButton')}
      </Button>
    </Group>
  );
}

interface ContentProps {
  readonly mirror: string;
  readonly state: ProveState;
  readonly hasTargets: boolean;
}

function Content({ mirror, state, hasTargets }: ContentProps) {
  const { t } = useTranslation();
  switch (state.status) {
    case 'proving':
      return <ProveProgressPanel mirror={mirror} progress={state.progress} />;
    case 'proven':
      return <ProofResult proof={state.proof} isOutdated={state.isOutdated} />;
    case 'failed':
      return <ProblemAlert problem={state.problem} title={t('prove.failedTitle')} />;
    case 'idle':
    case 'cancelled':
      return <NotProven mirror={mirror} hasTargets={hasTargets} isCancelled={state.status === 'cancelled'} />;
  }
}

function ProveButtons({ mirror, state }: { readonly mirror: string; readonly state: ProveState }) {
  const { t } = useTranslation();
  const { startProving, cancelProving, openReport } = useActions();
  if (state.status === 'proving') {
    return (
      <Button
        variant="default"
        leftSection={<IconPlayerStop size={17} aria-hidden />}
        onClick={() => void cancelProving(mirror)}
      >
        {t('prove.cancel')}
      </Button>
    );
  }
  const isProven = state.status === 'proven';
  return (
    <>
      {isProven ? (
        <Button
          variant={state.isOutdated ? 'default' : 'filled'}
          leftSection={<IconFileCheck size={17} aria-hidden />}
          onClick={() => void openReport(mirror)}
        >
          {t('prove.report')}
        </Button>
      ) : null}
      <Button
        variant={isProven && !state.isOutdated ? 'default' : 'filled'}
        leftSection={<IconShieldCheck size={17} aria-hidden />}
        onClick={() => void startProving(mirror)}
      >
        {t('prove.again')}
      </Button>
    </>
  );
}
