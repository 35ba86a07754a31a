import { Button, Text, Title } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  CARRY_IDLE,
  type CarryState,
  type ExportChoice,
  type ExportResult,
} from '../../../contract/carry-state';
import { ProblemAlert } from '../../components/problem-alert';
import { StepPage } from '../../components/step-page';
import { TransferAnnouncer } from '../../components/transfer-announcer';
import { TransferProgressPanel } from '../../components/transfer-progress';
import { useActions, useAppState } from '../../state/use-app';
import { CarryForm } from './carry-form';
import { ExportedPanel } from './exported-panel';
import './carry-screen.css';

/** A mirror goes to a drive: what is chosen, how far it is, and that the drive may go. */
export function CarryScreen({ mirror }: { readonly mirror: string }) {
  const { t } = useTranslation();
  const state = useAppState((app) => app.carries[mirror] ?? CARRY_IDLE);
  const progress = state.status === 'exporting' ? state.progress : null;
  return (
    <>
      <TransferAnnouncer
        status={state.status}
        progress={progress}
        words={t(`carry.announce.${state.status}`)}
      />
      <Content mirror={mirror} state={state} />
    </>
  );
}

interface ContentProps {
  readonly mirror: string;
  readonly state: CarryState;
}

function Content({ mirror, state }: ContentProps) {
  const { t } = useTranslation();
  const { startCarry } = useActions();
  switch (state.status) {
    case 'idle':
      return <CarryForm mirror={mirror} choice={null} />;
    case 'failed':
      return (
        <CarryForm mirror={mirror} choice={state.choice}>
          <ProblemAlert problem={state.problem} title={t('carry.failedTitle')}>
            <Button size="compact-sm" variant="default" onClick={() => void startCarry(mirror, state.choice)}>
              {t('carry.goOn')}
            </Button>
          </ProblemAlert>
        </CarryForm>
      );
    case 'exporting':
    case 'paused':
      return <Copying mirror={mirror} state={state} />;
    case 'exported':
      return <Exported mirror={mirror} state={state} />;
  }
}

interface CopyingProps {
  readonly mirror: string;
  readonly state: Extract<CarryState, { readonly status: 'exporting' | 'paused' }>;
}

function Copying({ mirror, state }: CopyingProps) {
  const { t } = useTranslation();
  const { startCarry, pauseCarry, cancelCarry } = useActions();
  const isMoving = state.status === 'exporting';
  return (
    <StepPage
      title={t('carry.title')}
      lead={t('carry.lead')}
      state={state.status}
      note={<span className="carry-words">{state.choice.to}</span>}
      buttons={
        <>
          <Button
            variant="default"
            leftSection={<IconPlayerStop size={17} aria-hidden />}
            onClick={() => void cancelCarry(mirror)}
          >
            {t(isMoving ? 'carry.stop' : 'carry.giveUp')}
          </Button>
          {isMoving ? (
            <Button
              leftSection={<IconPlayerPause size={17} aria-hidden />}
              onClick={() => void pauseCarry(mirror)}
            >
              {t('carry.pause')}
            </Button>
          ) : (
            <Button
              leftSection={<IconPlayerPlay size={17} aria-hidden />}
              onClick={() => void startCarry(mirror, state.choice)}
            >
              {t('carry.resume')}
            </Button>
          )}
        </>
      }
    >
      {isMoving ? null : (
        <section className="panel carry-panel">
          <Title order={3} size="md">
            {t('carry.pausedTitle')}
          </Title>
          <Text className="soft">{t('carry.pausedText')}</Text>
        </section>
      )}
      <TransferProgressPanel progress={state.progress} isMoving={isMoving} />
    </StepPage>
  );
}

interface ExportedProps {
  readonly mirror: string;
  readonly state: Extract<CarryState, { readonly status: 'exported' }>;
}

function Exported({ mirror, state }: ExportedProps) {
  const { t } = useTranslation();
  const [again, setAgain] = useState<ExportChoice | null>(null);
  if (again !== null) return <CarryForm mirror={mirror} choice={again} />;
  const { choice, result } = state;
  const next = nextPart(choice, result);
  return (
    <StepPage
      title={t('carry.title')}
      lead={t('carry.lead')}
      state={state.status}
      buttons={
        <>
          <Button variant="default" onClick={() => setAgain(choice)}>
            {t('carry.again')}
          </Button>
          {next === null ? null : (
            <Button onClick={() => setAgain(next)}>
              {t('carry.nextPart', { part: result.part + 1, parts: result.parts })}
            </Button>
          )}
        </>
      }
    >
      <ExportedPanel result={result} drive={choice.drive} withApplication={choice.extras.withApplication} />
    </StepPage>
  );
}

/** What goes to the next drive; `null` after the last part. */
function nextPart(choice: ExportChoice, { part, parts }: ExportResult): ExportChoice | null {
  const { extras } = choice;
  if (extras.part === null || part >= parts) return null;
  return { ...choice, extras: { ...extras, part: { ...extras.part, number: part + 1 } } };
}
