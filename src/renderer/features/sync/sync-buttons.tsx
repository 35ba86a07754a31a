import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconBroadcast, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../components/confirm-dialog';
import { useActions } from '../../state/use-app';
import type { BegunRun } from './begun-run';

interface SyncButtonsProps {
  readonly mirror: string;
  readonly run: BegunRun;
}

/** What can be done with a run, by its stage. */
export function SyncButtons({ mirror, run }: SyncButtonsProps) {
  const { t } = useTranslation();
  const { showStep, retrySync } = useActions();
  switch (run.stage) {
    case 'syncing':
    case 'paused':
      return <UnderWayButtons key={run.stage} mirror={mirror} stage={run.stage} />;
    case 'finished':
      return (
        <Button leftSection={<IconBroadcast size={17} aria-hidden />} onClick={() => showStep('serve')}>
          {t('sync.finished.serve')}
        </Button>
      );
    case 'failed':
      return (
        <>
          <Button variant="default" onClick={() => showStep('plan')}>
            {t('sync.toPlan')}
          </Button>
          <Button onClick={() => void retrySync(mirror)}>{t('sync.failed.again')}</Button>
        </>
      );
    case 'cancelled':
      return <Button onClick={() => showStep('plan')}>{t('sync.toPlan')}</Button>;
  }
}

interface UnderWayProps {
  readonly mirror: string;
  readonly stage: 'syncing' | 'paused';
}

/** Drawn anew for each stage, so that a button waits no longer than until the stage has changed. */
function UnderWayButtons({ mirror, stage }: UnderWayProps) {
  const { t } = useTranslation();
  const { pause, resume, cancel } = useActions();
  const [asking, { open, close }] = useDisclosure(false);
  const [busy, setBusy] = useState(false);
  const paused = stage === 'paused';
  const Icon = paused ? IconPlayerPlay : IconPlayerPause;
  const change = async (): Promise<void> => {
    setBusy(true);
    const sent = await (paused ? resume(mirror) : pause(mirror));
    if (!sent) setBusy(false);
  };
  return (
    <>
      <Button variant="default" onClick={open}>
        {t('sync.cancel')}
      </Button>
      <Button loading={busy} leftSection={<Icon size={17} aria-hidden />} onClick={() => void change()}>
        {t(paused ? 'sync.resume' : 'sync.pause')}
      </Button>
      <ConfirmDialog
        opened={asking}
        title={t('sync.cancelTitle')}
        text={t('sync.cancelText')}
        keep={t('sync.keep')}
        confirm={t('sync.cancelConfirm')}
        onKeep={close}
        onConfirm={() => {
          close();
          void cancel(mirror);
        }}
      />
    </>
  );
}
