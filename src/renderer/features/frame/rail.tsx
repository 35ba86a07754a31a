import { Button, Menu, Text } from '@mantine/core';
import { IconFolderOpen, IconPlus, IconSettings, IconStackPush } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { BirdMark } from '../../components/bird-mark';
import { useActions, useAppState } from '../../state/use-app';
import { RailExport } from './rail-export';
import { RailMirror } from './rail-mirror';
import { SettingsMenu } from './settings-menu';
import './rail.css';

interface RailProps {
  readonly onChosen?: () => void;
}

/** The mirrors that the application knows, and the ways to more of them. */
export function Rail({ onChosen }: RailProps) {
  const { t } = useTranslation();
  return (
    <div className="rail">
      <div className="rail-brand">
        <BirdMark size={24} />
        <Text fw={640} size="lg">
          {t('application')}
        </Text>
      </div>
      <nav className="rail-mirrors" aria-label={t('rail.label')}>
        <div className="rail-heading">{t('rail.heading')}</div>
        <RailEntries {...(onChosen === undefined ? {} : { onChosen })} />
        <AddMenu {...(onChosen === undefined ? {} : { onChosen })} />
      </nav>
      <div className="rail-foot">
        <SettingsMenu>
          <Button
            variant="subtle"
            color="gray"
            fullWidth
            justify="flex-start"
            className="rail-button"
            leftSection={<IconSettings size={17} aria-hidden />}
          >
            {t('rail.settings')}
          </Button>
        </SettingsMenu>
      </div>
    </div>
  );
}

/** The mirrors, and the exports that are served from their drives. */
function RailEntries({ onChosen }: RailProps) {
  const mirrors = useAppState((state) => state.mirrors);
  const view = useAppState((state) => state.view);
  const served = useServedExports();
  const { showMirror, showBundle } = useActions();
  const selected = view.kind === 'mirror' ? view.mirror : null;
  const bundle = view.kind === 'bundle' ? view.directory : null;
  return (
    <ul>
      {mirrors.map((mirror) => (
        <li key={mirror.mirror}>
          <RailMirror
            mirror={mirror}
            selected={mirror.mirror === selected}
            onSelect={() => {
              void showMirror(mirror.mirror);
              onChosen?.();
            }}
          />
        </li>
      ))}
      {served.map((directory) => (
        <li key={directory}>
          <RailExport
            directory={directory}
            selected={directory === bundle}
            onSelect={() => {
              showBundle(directory);
              onChosen?.();
            }}
          />
        </li>
      ))}
    </ul>
  );
}

/** What is served and is none of the mirrors. */
function useServedExports(): readonly string[] {
  const mirrors = useAppState((state) => state.mirrors);
  const serving = useAppState((state) => state.serving);
  return Object.keys(serving).filter(
    (directory) =>
      serving[directory]?.status === 'serving' && !mirrors.some(({ mirror }) => mirror === directory),
  );
}

function AddMenu({ onChosen }: RailProps) {
  const { t } = useTranslation();
  const { showCreate, openMirror } = useActions();
  const choose = (action: () => unknown) => () => {
    action();
    onChosen?.();
  };
  return (
    <Menu position="bottom-start" width={210}>
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          fullWidth
          justify="flex-start"
          className="rail-button"
          leftSection={<IconPlus size={17} aria-hidden />}
        >
          {t('rail.add')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconStackPush size={17} aria-hidden />} onClick={choose(showCreate)}>
          {t('rail.build')}
        </Menu.Item>
        <Menu.Item leftSection={<IconFolderOpen size={17} aria-hidden />} onClick={choose(openMirror)}>
          {t('rail.use')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
