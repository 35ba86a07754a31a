import { Menu } from '@mantine/core';
import { IconDeviceDesktop, IconMoon, IconSun } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { THEMES, type Theme } from '../../../contract/settings';
import { useActions, useAppState } from '../../state/use-app';
import { LanguageChoice } from './language-choice';

const ICONS = { system: IconDeviceDesktop, light: IconSun, dark: IconMoon };

/** What the application remembers for its person. */
export function SettingsMenu({ children }: { readonly children: ReactElement }) {
  const { t } = useTranslation();
  const theme = useAppState((state) => state.settings.theme);
  const version = useAppState((state) => state.info?.version ?? null);
  const { chooseTheme } = useActions();
  return (
    <Menu position="top-start" width={210}>
      <Menu.Target>{children}</Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('theme.label')}</Menu.Label>
        <Menu.RadioGroup value={theme} onChange={(value) => void chooseTheme(value as Theme)}>
          {THEMES.map((name) => {
            const Icon = ICONS[name];
            return (
              <Menu.RadioItem key={name} value={name} rightSection={<Icon size={16} aria-hidden />}>
                {t(`theme.${name}`)}
              </Menu.RadioItem>
            );
          })}
        </Menu.RadioGroup>
        <Menu.Divider />
        <LanguageChoice />
        {version === null ? null : (
          <>
            <Menu.Divider />
            <Menu.Label>{t('version', { version })}</Menu.Label>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
