import { Text } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

/** Lies over the whole window while files are dragged over it. */
export function DropOverlay() {
  const { t } = useTranslation();
  return (
    <div className="drop-overlay">
      <div className="drop-words">
        <IconFileImport size={44} stroke={1.4} aria-hidden />
        <Text size="xl" fw={620}>
          {t('import.dropTitle')}
        </Text>
        <Text size="md">{t('import.dropText')}</Text>
      </div>
    </div>
  );
}
