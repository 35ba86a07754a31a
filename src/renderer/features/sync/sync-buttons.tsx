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
      return <UnderWayButtons mirror={mirror} stage={run.stage} />;
    case 'finished':
      return (
        <>
          <Button variant="default" onClick={() => showStep(run.complete ? 'prove' : 'plan')}>
            {t(run.complete ? 'sync.finished.prove' : 'sync.toPlan')}
          </Button>
          <Button leftSection={<IconBroadcast size={17} aria-hidden />} onClick={() => showStep('serve')}>
            {t('sync.finished.serve')}
          </Button>
        </>
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

/** The buttons keep their place, and so the focus, when the stage changes. */
function UnderWayButtons({ mirror, stage }: UnderWayProps) {
  const { t } = useTranslation();
  const { pause, resume, cancel } = useActions();
  const [asking, { open, close }] = useDisclosure(false);
  const [leaving, setLeaving] = useState<UnderWayProps['stage'] | null>(null);
  const busy = leaving === stage;
  const paused = stage === 'paused';
  const words = paused ? (busy ? 'sync.resuming' : 'sync.resume') : busy ? 'sync.pausing' : 'sync.pause';
  const Icon = paused ? IconPlayerPlay : IconPlayerPause;
  const change = async (): Promise<void> => {
    if (busy) return;
    setLeaving(stage);
    const sent = await (paused ? resume(mirror) : pause(mirror));
    if (!sent) setLeaving(null);
  };
  return (
    <>
      <Button variant="default" onClick={open}>
        {t('sync.cancel')}
      </Button>
      <Button aria-busy={busy} leftSection={<Icon size={17} aria-hidden />} onClick={() => void change()}>
        {t(words)}
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
