import { Button, Checkbox, Text, TextInput } from '@mantine/core';
import { IconBroadcast, IconExternalLink, IconPlayerStop } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ServeState } from '../../../contract/mirror';
import { CopyButton } from '../../components/copy-button';
import { StepPage } from '../../components/step-page';
import { useActions, useAppState } from '../../state/use-app';
import { ActivityPanel } from './activity-panel';
import { MirrorFacts } from './mirror-facts';
import { SharedPanel } from './shared-panel';
import { Snippets } from './snippets-panel';
import { StartForm } from './start-form';
import './serve-screen.css';
import './sharing.css';

type Serving = Extract<ServeState, { status: 'serving' }>;

/** The last step: the mirror as an index for the tools of this computer. */
export function ServeScreen({ mirror }: { readonly mirror: string }) {
  const { t } = useTranslation();
  const { stopServing } = useActions();
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
            buttons: (
              <Button
                variant="default"
                leftSection={<IconPlayerStop size={17} aria-hidden />}
                onClick={() => void stopServing(mirror)}
              >
                {t('serve.stop')}
              </Button>
            ),
          })}
    >
      {serving === null ? <StartForm mirror={mirror} /> : <Address mirror={mirror} serving={serving} />}
      {serving === null || !isShared(serving) ? null : <SharedPanel serving={serving} />}
      <div className="serve-columns">
        <Snippets mirror={mirror} serving={serving} />
        <MirrorFacts mirror={mirror} />
      </div>
      {serving === null ? null : <ActivityPanel activity={serving.activity} />}
    </StepPage>
  );
}

/** Also where the computer has no address on a network just now. */
const isShared = ({ reach }: Serving): boolean => reach === 'network';

function Address({ mirror, serving }: { readonly mirror: string; readonly serving: Serving }) {
  const { t } = useTranslation();
  const { openInBrowser, keepServing } = useActions();
  return (
    <section className="panel serve-address" aria-label={t('serve.serving')}>
      <div className="serve-live">
        <IconBroadcast size={18} aria-hidden />
        {t('serve.serving')}
      </div>
      <div className="serve-row">
        <TextInput
          label={t('serve.address')}
          readOnly
          value={serving.indexUrl}
          classNames={{ input: 'serve-url' }}
          onFocus={({ currentTarget }) => currentTarget.select()}
        />
        <CopyButton text={serving.indexUrl} label={t('serve.copyAddress')} />
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconExternalLink size={15} aria-hidden />}
          onClick={() => void openInBrowser(mirror)}
        >
          {t('serve.openInBrowser')}
        </Button>
      </div>
      <Text size="sm" className="soft">
        {t(isShared(serving) ? 'serve.sharedNow' : 'serve.loopback')}
      </Text>
      <Checkbox
        label={t('serve.keep')}
        description={t(serving.isKept === null ? 'serve.keepNoPassword' : 'serve.keepHint')}
        disabled={serving.isKept === null}
        checked={serving.isKept === true}
        onChange={({ currentTarget: { checked } }) => void keepServing(mirror, checked)}
      />
    </section>
  );
}
