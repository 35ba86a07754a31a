import { Button } from '@mantine/core';
import {
  IconFileSearch,
  IconListDetails,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerStop,
} from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { countFindings, type VerifyMode } from '../../../contract/verification';
import { VERIFY_BEGINS, VERIFY_IDLE, type VerifyState } from '../../../contract/verify-state';
import { ProblemAlert } from '../../components/problem-alert';
import { StepPage } from '../../components/step-page';
import { useActions, useAppState } from '../../state/use-app';
import { ModeChoice } from './mode-choice';
import { VerificationResult } from './verification-result';
import { VerifyAnnouncer } from './verify-announcer';
import { VerifyNotice } from './verify-notice';
import { VerifyProgressPanel } from './verify-progress';
import './verify-screen.css';

/** Everything that is in the mirror, held against itself; and the way to a plan that mends it. */
export function VerifyScreen({ mirror }: { readonly mirror: string }) {
  const { t } = useTranslation();
  const { readVerification } = useActions();
  const state = useAppState((app) => app.verifications[mirror] ?? VERIFY_IDLE);
  const syncedAtMs = useAppState((app) => app.statuses[mirror]?.lastCompleteAtMs);
  const [mode, setMode] = useState<VerifyMode>('full');
  // A sync makes what was found before a thing of the past.
  useEffect(() => {
    if (syncedAtMs !== undefined) void readVerification(mirror);
  }, [mirror, syncedAtMs, readVerification]);
  const isAtWork = state.status === 'verifying' || state.status === 'paused';
  return (
    <StepPage
      title={t('verify.title')}
      lead={t('verify.lead')}
      state={state.status}
      note={isMendable(state) ? t('verify.planHint') : null}
      buttons={<VerifyButtons mirror={mirror} state={state} mode={mode} />}
    >
      <VerifyAnnouncer state={state} />
      {isAtWork ? null : <ModeChoice mode={mode} onChoose={setMode} />}
      <Content state={state} />
    </StepPage>
  );
}

function Content({ state }: { readonly state: VerifyState }) {
  const { t } = useTranslation();
  switch (state.status) {
    case 'verifying':
      return <VerifyProgressPanel progress={state.progress} isMoving />;
    case 'paused':
      return (
        <>
          <VerifyNotice title={t('verify.pausedTitle')} text={t('verify.pausedText')} />
          <VerifyProgressPanel progress={state.progress ?? VERIFY_BEGINS} isMoving={false} />
        </>
      );
    case 'verified':
      return <VerificationResult summary={state.summary} isOutdated={state.isOutdated} />;
    case 'failed':
      return <ProblemAlert problem={state.problem} title={t('verify.failedTitle')} />;
    case 'cancelled':
      return <VerifyNotice title={t('verify.cancelledTitle')} text={t('verify.cancelledText')} />;
    case 'idle':
      return null;
  }
}

function isMendable(state: VerifyState): boolean {
  return state.status === 'verified' && !state.isOutdated && countFindings(state.summary.report.counts) > 0;
}

interface VerifyButtonsProps {
  readonly mirror: string;
  readonly state: VerifyState;
  readonly mode: VerifyMode;
}

function VerifyButtons({ mirror, state, mode }: VerifyButtonsProps) {
  const { t } = useTranslation();
  const { startVerifying, planRepair, showStep } = useActions();
  if (state.status === 'verifying') return <WorkButtons mirror={mirror} />;
  if (state.status === 'paused') {
    return (
      <Button
        leftSection={<IconPlayerPlay size={17} aria-hidden />}
        onClick={() => void startVerifying(mirror, state.mode)}
      >
        {t('verify.resume')}
      </Button>
    );
  }
  const canMend = isMendable(state);
  const toPlan = async (): Promise<void> => {
    if (await planRepair(mirror)) showStep('plan');
  };
  return (
    <>
      <Button
        variant={canMend ? 'default' : 'filled'}
        leftSection={<IconFileSearch size={17} aria-hidden />}
        onClick={() => void startVerifying(mirror, mode)}
      >
        {t(state.status === 'idle' ? 'verify.start' : 'verify.again')}
      </Button>
      {canMend ? (
        <Button leftSection={<IconListDetails size={17} aria-hidden />} onClick={() => void toPlan()}>
          {t('verify.toPlan')}
        </Button>
      ) : null}
    </>
  );
}

function WorkButtons({ mirror }: { readonly mirror: string }) {
  const { t } = useTranslation();
  const { pauseVerifying, cancelVerifying } = useActions();
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconPlayerStop size={17} aria-hidden />}
        onClick={() => void cancelVerifying(mirror)}
      >
        {t('verify.cancel')}
      </Button>
      <Button
        leftSection={<IconPlayerPause size={17} aria-hidden />}
        onClick={() => void pauseVerifying(mirror)}
      >
        {t('verify.pause')}
      </Button>
    </>
  );
}
