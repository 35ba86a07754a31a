import { UnstyledButton, VisuallyHidden } from '@mantine/core';
import {
  IconArrowsDownUp,
  IconBroadcast,
  IconCheck,
  IconDownload,
  IconListDetails,
  IconPencil,
  IconShieldCheck,
  IconTruckDelivery,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useActions, useAppState, useRun } from '../../state/use-app';
import { type BuiltStep, STEPS, type Step } from '../../state/view';
import { type StepState, tripStates } from './trip-states';

const ICONS = {
  choose: IconPencil,
  plan: IconListDetails,
  sync: IconDownload,
  prove: IconShieldCheck,
  carry: IconTruckDelivery,
  serve: IconBroadcast,
};

interface TripProps {
  readonly mirror: string;
  readonly step: BuiltStep;
}

/** The whole trip from left to right, with where the person is and how far each step is. */
export function Trip({ mirror, step }: TripProps) {
  const { t } = useTranslation();
  const run = useRun(mirror);
  const allowlistFilled = useAppState(
    (state) => (state.profiles[mirror]?.draft.allowlist ?? '').trim() !== '',
  );
  const hasPlan = useAppState((state) => state.plans[mirror]?.status === 'ready');
  const status = useAppState((state) => state.statuses[mirror]);
  const proof = useAppState((state) => state.proofs[mirror]);
  const carry = useAppState((state) => state.carries[mirror]);
  const serving = useAppState((state) => state.serving[mirror]);
  const states = tripStates({ run, allowlistFilled, hasPlan, status, proof, carry, serving });
  return (
    <nav aria-label={t('trip.label')}>
      <ol className="trip">
        {STEPS.map((name, index) => (
          <li key={name} className="trip-item">
            <TripStep step={name} state={states[name]} current={name === step} />
            {index === STEPS.length - 1 ? null : <span className="trip-line" aria-hidden />}
          </li>
        ))}
      </ol>
    </nav>
  );
}

interface TripStepProps {
  readonly step: Step;
  readonly state: StepState;
  readonly current: boolean;
}

function TripStep({ step, state, current }: TripStepProps) {
  const { t } = useTranslation();
  const { showStep } = useActions();
  const Icon = state === 'done' ? IconCheck : state === 'busy' ? IconArrowsDownUp : ICONS[step];
  return (
    <UnstyledButton
      className="trip-step"
      data-state={state}
      aria-current={current ? 'step' : undefined}
      onClick={() => showStep(step)}
    >
      <span className="trip-mark" aria-hidden>
        <Icon size={14} stroke={2} />
      </span>
      {t(`trip.${step}`)}
      <StateWords state={state} />
    </UnstyledButton>
  );
}

function StateWords({ state }: { readonly state: StepState }) {
  const { t } = useTranslation();
  if (state === 'todo') return null;
  return <VisuallyHidden>{t(`trip.${state}`)}</VisuallyHidden>;
}
