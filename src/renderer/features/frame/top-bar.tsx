import { Burger, Drawer, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { BirdMark } from '../../components/bird-mark';
import { Rail } from './rail';

/** Stands in for the rail where the window is narrow, or the words are large. */
export function TopBar() {
  const { t } = useTranslation();
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <header className="top-bar">
      <Burger size="sm" opened={opened} onClick={open} aria-label={t('rail.open')} />
      <BirdMark size={20} />
      <Text fw={620}>{t('application')}</Text>
      <Drawer opened={opened} onClose={close} title={t('rail.label')} size={260} padding={0}>
        <Rail onChosen={close} />
      </Drawer>
    </header>
  );
}
