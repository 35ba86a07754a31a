import { Button, Text, TextInput } from '@mantine/core';
import { IconBroadcast, IconExternalLink } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ServeState } from '../../../contract/mirror';
import { CopyButton } from '../../components/copy-button';
import { useActions } from '../../state/use-app';
import { SharedPanel } from './shared-panel';
import './serve-screen.css';
import './sharing.css';

export type Serving = Extract<ServeState, { status: 'serving' }>;

interface AddressPanelProps {
  /** The folder that is served. */
  readonly mirror: string;
  readonly serving: Serving;
  readonly children?: ReactNode;
}

/** Where it is served, for this computer and for others. */
export function AddressPanel({ mirror, serving, children }: AddressPanelProps) {
  const { t } = useTranslation();
  const { openInBrowser } = useActions();
  // Also where the computer has no address on a network just now.
  const isShared = serving.reach === 'network';
  return (
    <>
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
          {t(isShared ? 'serve.sharedNow' : 'serve.loopback')}
        </Text>
        {children}
      </section>
      {isShared ? <SharedPanel serving={serving} /> : null}
    </>
  );
}
