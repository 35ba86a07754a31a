import { ActionIcon, Menu, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import {
  IconCopy,
  IconDots,
  IconFileSearch,
  IconFolder,
  IconHistory,
  IconPlaylistX,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useActions } from '../../state/use-app';
import type { BuiltStep } from '../../state/view';
import { HistoryDrawer } from '../history/history-drawer';
import { ForgetDialog } from './forget-dialog';
import { Trip } from './trip';
import { useMirrorName } from './use-mirror-name';
import './mirror-header.css';

interface MirrorHeaderProps {
  readonly mirror: string;
  readonly step: BuiltStep;
}

export function MirrorHeader({ mirror, step }: MirrorHeaderProps) {
  const name = useMirrorName(mirror);
  return (
    <header className="mirror-header">
      <div className="mirror-title">
        <div className="cut">
          <Title order={1} className="cut">
            {name}
          </Title>
          <Text className="soft mono cut" title={mirror}>
            {mirror}
          </Text>
        </div>
        <MirrorMenu mirror={mirror} />
      </div>
      <Trip mirror={mirror} step={step} />
    </header>
  );
}

function MirrorMenu({ mirror }: { readonly mirror: string }) {
  const { t } = useTranslation();
  const { showFolder, showStep, copy } = useActions();
  const [forgetting, { open, close }] = useDisclosure(false);
  const [showsHistory, history] = useDisclosure(false);
  return (
    <>
      <Menu position="bottom-end" width={220}>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('header.menu')}>
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconFileSearch size={16} aria-hidden />}
            onClick={() => showStep('verify')}
          >
            {t('header.verify')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconFolder size={16} aria-hidden />}
            onClick={() => void showFolder(mirror)}
          >
            {t('header.showFolder')}
          </Menu.Item>
          <Menu.Item leftSection={<IconCopy size={16} aria-hidden />} onClick={() => void copy(mirror)}>
            {t('header.copyFolder')}
          </Menu.Item>
          <Menu.Item leftSection={<IconHistory size={16} aria-hidden />} onClick={history.open}>
            {t('history.open')}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item leftSection={<IconPlaylistX size={16} aria-hidden />} onClick={open}>
            {t('header.forget')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <HistoryDrawer mirror={mirror} opened={showsHistory} onClose={history.close} />
      <ForgetDialog mirror={mirror} opened={forgetting} onClose={close} />
    </>
  );
}
