import type { AppInfo, Settings, SettingsChange } from '../../../contract/settings';
import type { HandlersOf } from '../handlers';

export interface AppParts {
  readonly readAppInfo: () => Promise<AppInfo>;
  readonly settings: {
    readonly read: () => Settings;
    readonly update: (change: SettingsChange) => Settings;
  };
  readonly writeClipboard: (text: string) => Promise<void>;
}

export function appHandlers(parts: AppParts): HandlersOf<'app' | 'settings' | 'clipboard'> {
  return {
    'app.info': () => parts.readAppInfo(),
    'settings.read': () => parts.settings.read(),
    'settings.update': (change) => parts.settings.update(change),
    'clipboard.write': async ({ text }) => {
      await parts.writeClipboard(text);
      return null;
    },
  };
}
