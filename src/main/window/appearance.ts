import { nativeTheme } from 'electron';
import type { Settings } from '../../contract/settings';
import type { SettingsStore } from '../adapters/settings-store';
import type { HostTexts } from '../texts/english';
import { setMenu } from './menu';

export interface AppearanceParts {
  readonly settings: SettingsStore;
  readonly texts: HostTexts;
  readonly isDevelopment: boolean;
  readonly publish: (settings: Settings) => void;
}

/** Applies the settings that can be seen. Gives the function that changes them, for window and menu alike. */
export function createAppearance(parts: AppearanceParts): SettingsStore['update'] {
  const { settings, texts, isDevelopment } = parts;
  const apply = ({ theme, languageChoice }: Settings): void => {
    nativeTheme.themeSource = theme;
    setMenu({
      texts,
      theme,
      chooseTheme: (choice) => update({ theme: choice }),
      languageChoice,
      chooseLanguage: (choice) => update({ languageChoice: choice }),
      isMac: process.platform === 'darwin',
      isDevelopment,
    });
  };
  const update: SettingsStore['update'] = (change) => {
    const changed = settings.update(change);
    apply(changed);
    parts.publish(changed);
    return changed;
  };
  apply(settings.read());
  return update;
}
