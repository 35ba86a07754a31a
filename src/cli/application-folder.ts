import { join, posix, win32 } from 'node:path';

const NAME = 'Sandgrouse';

/** The folder where the window keeps what is its own, as Electron has it: both hosts sign with the same key. */
export function applicationFolder(
  platform: NodeJS.Platform,
  variables: Readonly<Record<string, string | undefined>>,
  home: string,
): string {
  switch (platform) {
    case 'win32':
      return win32.join(variables.APPDATA ?? win32.join(home, 'AppData', 'Roaming'), NAME);
    case 'darwin':
      return posix.join(home, 'Library', 'Application Support', NAME);
    default:
      return join(variables.XDG_CONFIG_HOME || join(home, '.config'), NAME);
  }
}
