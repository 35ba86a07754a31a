import { Checkbox } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { StepPage } from '../../components/step-page';
import { useActions, useAppState } from '../../state/use-app';
import { ActivityPanel } from './activity-panel';
import { AddressPanel, type Serving } from './address-panel';
import { MirrorFacts } from './mirror-facts';
import { Snippets } from './snippets-panel';
import { StartForm } from './start-form';
import { StopButton } from './stop-button';

/** The last step: the mirror as an index for the tools of this computer. */
export function ServeScreen({ mirror }: { readonly mirror: string }) {
  const { t } = useTranslation();
  const { startServing } = useActions();
  const state = useAppState((app) => app.serving[mirror]);
  const serving = state?.status === 'serving' ? state : null;
  return (
    <StepPage
      title={t('serve.title')}
      lead={t('serve.lead')}
      state={state?.status ?? 'stopped'}
      {...(serving === null
        ? {}
        : {
            note: t('serve.requests', { count: serving.activity.requests }),
            buttons: <StopButton mirror={mirror} />,
          })}
    >
      {serving === null ? (
        <StartForm onStart={(port, share) => startServing(mirror, port, share)} />
      ) : (
        <AddressPanel mirror={mirror} serving={serving}>
          <KeepChoice mirror={mirror} serving={serving} />
        </AddressPanel>
      )}
      <div className="serve-columns">
        <Snippets mirror={mirror} serving={serving} />
        <MirrorFacts mirror={mirror} />
      </div>
      {serving === null ? null : <ActivityPanel activity={serving.activity} />}
    </StepPage>
  );
}

function KeepChoice({ mirror, serving }: { readonly mirror: string; readonly serving: Serving }) {
  const { t } = useTranslation();
  const { keepServing } = useActions();
  return (
    <Checkbox
      label={t('serve.keep')}
      description={t(serving.isKept === null ? 'serve.keepNoPassword' : 'serve.keepHint')}
      disabled={serving.isKept === null}
      checked={serving.isKept === true}
      onChange={({ currentTarget: { checked } }) => void keepServing(mirror, checked)}
    />
  );
}
