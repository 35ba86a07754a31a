import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { BundleFacts } from '../../../contract/carry-state';
import { ProblemAlert } from '../../components/problem-alert';
import { StepPage } from '../../components/step-page';
import { useActions } from '../../state/use-app';
import { ActivityPanel } from '../serve/activity-panel';
import { AddressPanel, type Serving } from '../serve/address-panel';
import { Snippets } from '../serve/snippets-panel';
import { StopButton } from '../serve/stop-button';
import { BundleFactsPanel } from './bundle-facts';

interface ServedBundleProps {
  readonly facts: BundleFacts;
  readonly directory: string;
  readonly serving: Serving;
}

/** An export that is served from where it lies. */
export function ServedBundle({ facts, directory, serving }: ServedBundleProps) {
  const { t } = useTranslation();
  const { leaveBundle } = useActions();
  const { fault, activity } = serving;
  return (
    <StepPage
      title={t('bundle.served.title')}
      level={1}
      lead={t('bundle.served.lead')}
      state={serving.status}
      note={t('serve.requests', { count: activity.requests })}
      buttons={
        <>
          <Button variant="default" onClick={() => void leaveBundle(directory)}>
            {t('bundle.leave')}
          </Button>
          <StopButton mirror={directory} />
        </>
      }
    >
      {fault === null ? null : <ProblemAlert problem={fault} title={t('bundle.served.faultTitle')} />}
      <AddressPanel mirror={directory} serving={serving} />
      <Snippets mirror={directory} serving={serving} />
      <ActivityPanel activity={activity} />
      <BundleFactsPanel facts={facts} />
    </StepPage>
  );
}
