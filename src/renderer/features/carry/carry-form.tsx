import { Button, Checkbox, Title } from '@mantine/core';
import { IconTruckDelivery } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExportChoice } from '../../../contract/carry-state';
import { ProblemAlert } from '../../components/problem-alert';
import { StepPage } from '../../components/step-page';
import { useActions } from '../../state/use-app';
import { BaseChoice } from './base-choice';
import { type CarryDraft, carryFaults, choiceOf, startCarryDraft } from './carry-draft';
import { ForecastPanel } from './forecast-panel';
import { MoreChoices } from './more-choices';
import { PlacePanel } from './place-panel';
import { SelectionChoice } from './selection-choice';
import { useBases, useForecast } from './use-forecast';

interface CarryFormProps {
  readonly mirror: string;
  /** What was chosen last; `null`: nothing yet. */
  readonly choice: ExportChoice | null;
  /** What stands above the form. */
  readonly children?: ReactNode;
}

/** Where to, what, how much, and what that will be; then the copy. */
export function CarryForm({ mirror, choice, children }: CarryFormProps) {
  const { t } = useTranslation();
  const { startCarry } = useActions();
  const [draft, setDraft] = useState(() => startCarryDraft(choice));
  const [asked, setAsked] = useState(false);
  const bases = useBases(mirror, draft.to);
  const { forecast, problem, isLooking, propose, look, forget } = useForecast(mirror);
  const faults = asked ? carryFaults(draft) : [];
  const change = (part: Partial<CarryDraft>): void => {
    setDraft((now) => ({ ...now, ...part }));
    forget();
  };
  const show = async (): Promise<void> => {
    setAsked(true);
    if (isLooking || carryFaults(draft).length > 0) return;
    const next = { ...draft, to: await propose(draft.to.trim()) };
    setDraft(next);
    await look(next);
  };
  return (
    <StepPage
      title={t('carry.title')}
      lead={t('carry.lead')}
      buttons={
        <FormButtons
          canStart={forecast !== null && forecast.refusal === null}
          isLooking={isLooking}
          onShow={() => void show()}
          onStart={() => void startCarry(mirror, choiceOf(draft))}
        />
      }
    >
      {children}
      <PlacePanel
        to={draft.to}
        isMissing={faults.includes('folder')}
        onChange={(to) => change({ to })}
        onChosen={(folder) => void propose(folder).then((to) => change({ to }))}
      />
      <section className="panel carry-panel">
        <Title order={3} size="lg">
          {t('carry.what')}
        </Title>
        <SelectionChoice mirror={mirror} draft={draft} faults={faults} onChange={change} />
        <BaseChoice since={draft.since} bases={bases} onChange={(since) => change({ since })} />
        <Checkbox
          label={t('carry.readBack')}
          description={t('carry.readBackHint')}
          checked={draft.readsBack}
          onChange={({ currentTarget: { checked } }) => change({ readsBack: checked })}
        />
        <MoreChoices draft={draft} faults={faults} onChange={change} />
      </section>
      {problem === null ? null : <ProblemAlert problem={problem} />}
      {forecast === null ? null : <ForecastPanel forecast={forecast} />}
    </StepPage>
  );
}

interface FormButtonsProps {
  readonly canStart: boolean;
  readonly isLooking: boolean;
  readonly onShow: () => void;
  readonly onStart: () => void;
}

function FormButtons({ canStart, isLooking, onShow, onStart }: FormButtonsProps) {
  const { t } = useTranslation();
  return (
    <>
      <Button variant={canStart ? 'default' : 'filled'} aria-busy={isLooking} onClick={onShow}>
        {t(isLooking ? 'carry.forecasting' : 'carry.forecast')}
      </Button>
      {canStart ? (
        <Button leftSection={<IconTruckDelivery size={17} aria-hidden />} onClick={onStart}>
          {t('carry.start')}
        </Button>
      ) : null}
    </>
  );
}
