import { Button } from '@mantine/core';
import { IconPlayerStop } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useActions } from '../../state/use-app';

/** Ends the serving of a folder. */
export function StopButton({ mirror }: { readonly mirror: string }) {
  const { t } = useTranslation();
  const { stopServing } = useActions();
  return (
    <Button
      variant="default"
      leftSection={<IconPlayerStop size={17} aria-hidden />}
      onClick={() => void stopServing(mirror)}
    >
      {t('serve.stop')}
    </Button>
  );
}
