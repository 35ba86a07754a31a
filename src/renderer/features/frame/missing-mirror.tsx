import { Button } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { EmptyPanel } from '../../components/empty-panel';
import { useActions } from '../../state/use-app';
import { useMirrorName } from './use-mirror-name';

/** Stands in for every step while the mirror's folder is not there. */
export function MissingMirror({ mirror }: { readonly mirror: string }) {
  const { t } = useTranslation();
  const name = useMirrorName(mirror);
  const { lookAgain } = useActions();
  return (
    <EmptyPanel
      icon={<IconPlugConnectedX size={26} />}
      title={t('missing.title', { name })}
      text={t('missing.text', { mirror })}
    >
      <Button onClick={() => void lookAgain(mirror)}>{t('missing.retry')}</Button>
    </EmptyPanel>
  );
}
