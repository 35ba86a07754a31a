import { Button, Checkbox, Title } from '@mantine/core';
import { IconTruckDelivery } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExportChoice } from '../../../contract/carry-state';
import { ProblemAlert } from '../../components/problem-alert';
import { StepPage } from '../../components/step-page';
import { useActions } from '../../state/use-app';
import { ApprovalPanel } from './approval-panel';
import { BaseChoice } from './base-choice';
import { choiceOf, driveOf } from './carry-draft';
import { ForecastPanel } from './forecast-panel';
import { MoreChoices } from './more-choices';
import { PlacePanel } from './place-panel';
import { SelectionChoice } from './selection-choice';
import { useCarryDraft } from './use-carry-draft';

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
  const { draft, faults, forecasting, bases, change, choosePlace, show } = useCarryDraft(mirror, choice);
  const { forecast, problem, isLooking } = forecasting;
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
        drive={draft.drive}
        isMissing={faults.includes('folder')}
        onChange={(to) => change({ to, drive: driveOf(draft.drive, to) })}
        onChosen={(folder, drive) => void choosePlace(folder, drive)}
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
      {forecast === null ? null : (
        <>
          <ForecastPanel forecast={forecast} />
          <ApprovalPanel mirror={mirror} choice={choiceOf(draft)} />
        </>
      )}
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
