import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AdoptionState } from '../../../contract/adoption';
import { StepPage } from '../../components/step-page';
import { useActions, useAppState } from '../../state/use-app';
import { AdoptBody } from './adopt-body';
import type { AdoptionChoices } from './adoption-options';
import './adopt-screen.css';

const IDLE: AdoptionState = { status: 'idle' };
const NOTHING_CHOSEN: AdoptionChoices = { configurationPath: null, removesLeftovers: false };

/** A folder that bandersnatch made: what is there, then its adoption, then what became of it. */
export function AdoptScreen({ directory }: { readonly directory: string }) {
  const { t } = useTranslation();
  const state = useAppState((app) => app.adoptions[directory] ?? IDLE);
  const { surveyFolder } = useActions();
  const [choices, setChoices] = useState(NOTHING_CHOSEN);
  useEffect(() => {
    void surveyFolder(directory);
  }, [directory, surveyFolder]);
  return (
    <StepPage
      title={t('adopt.title')}
      level={1}
      lead={t('adopt.lead')}
      note={<span className="adopt-folder">{directory}</span>}
      state={state.status}
      buttons={<AdoptButtons directory={directory} state={state} choices={choices} />}
    >
      <AdoptBody state={state} choices={choices} onChange={setChoices} />
    </StepPage>
  );
}

interface AdoptButtonsProps {
  readonly directory: string;
  readonly state: AdoptionState;
  readonly choices: AdoptionChoices;
}

function AdoptButtons({ directory, state, choices }: AdoptButtonsProps) {
  const { t } = useTranslation();
  const { surveyFolder, startAdoption, cancelAdoption, openAdopted, leaveAdoption } = useActions();
  const leave = (
    <Button variant="default" onClick={() => void leaveAdoption(directory)}>
      {t('adopt.leave')}
    </Button>
  );
  const start = () => void startAdoption(directory, choices);
  switch (state.status) {
    case 'idle':
    case 'surveying':
      return leave;
    case 'adopting':
      return (
        <Button variant="default" onClick={() => void cancelAdoption(directory)}>
          {t('adopt.stop')}
        </Button>
      );
    case 'adopted':
      return <Button onClick={() => void openAdopted(directory)}>{t('adopt.open')}</Button>;
    case 'surveyed':
    case 'cancelled':
      return (
        <>
          {leave}
          <Button onClick={start}>{t(state.status === 'surveyed' ? 'adopt.start' : 'adopt.goOn')}</Button>
        </>
      );
    case 'failed':
      return (
        <>
          {leave}
          <Button onClick={() => void surveyFolder(directory)}>{t('adopt.again')}</Button>
        </>
      );
  }
}
