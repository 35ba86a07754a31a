import { Button } from '@mantine/core';
import { IconShieldCheck, IconTarget } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { EmptyPanel } from '../../components/empty-panel';
import { useActions, useAppState } from '../../state/use-app';

interface NotProvenProps {
  readonly mirror: string;
  readonly hasTargets: boolean;
  readonly isCancelled: boolean;
}

/** Nothing is proven: what the proof does and the button for it, or what has to come before. */
export function NotProven({ mirror, hasTargets, isCancelled }: NotProvenProps) {
  const { t } = useTranslation();
  const { startProving, showStep } = useActions();
  const isEmpty = useAppState((state) => state.statuses[mirror]?.files === 0);
  if (!hasTargets) {
    return (
      <EmptyPanel
        icon={<IconTarget size={26} />}
        title={t('prove.noTargetsTitle')}
        text={t('prove.noTargetsText')}
      >
        <Button onClick={() => showStep('choose')}>{t('prove.toTargets')}</Button>
      </EmptyPanel>
    );
  }
  if (isEmpty) {
    return (
      <EmptyPanel
        icon={<IconShieldCheck size={26} />}
        title={t('prove.nothingTitle')}
        text={t('prove.nothingText')}
      >
        <Button onClick={() => showStep('sync')}>{t('prove.toSync')}</Button>
      </EmptyPanel>
    );
  }
  return (
    <EmptyPanel
      icon={<IconShieldCheck size={26} />}
      title={t(isCancelled ? 'prove.cancelledTitle' : 'prove.idleTitle')}
      text={t(isCancelled ? 'prove.cancelledText' : 'prove.idleText')}
    >
      {isCancelled ? null : (
        <Button
          size="lg"
          leftSection={<IconShieldCheck size={20} aria-hidden />}
          onClick={() => void startProving(mirror)}
        >
          {t('prove.start')}
        </Button>
      )}
    </EmptyPanel>
  );
}
