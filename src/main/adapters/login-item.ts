import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

export interface LoginItemParts {
  readonly platform: NodeJS.Platform;
  /** The words that start the application. */
  readonly command: readonly [string, ...string[]];
  /** Where a desktop of Linux looks for what it starts (XDG autostart). */
  readonly configurationFolder: string;
  /** What Electron does for macOS and Windows. */
  readonly setLoginItem: (opens: boolean, args: readonly string[]) => void;
}

/** Tells the application that nobody waits for its window. */
export const IN_BACKGROUND = '--in-background';

/** Has the application started when the person logs in, without its window in the way; or no more. */
export function createLoginItem(parts: LoginItemParts): (opens: boolean) => Promise<void> {
  const { platform, command, configurationFolder, setLoginItem } = parts;
  if (platform === 'darwin' || platform === 'win32') {
    return async (opens) => setLoginItem(opens, [...command.slice(1), IN_BACKGROUND]);
  }
  const path = join(configurationFolder, 'autostart', 'sandgrouse.desktop');
  return async (opens) => {
    if (!opens) return rm(path, { force: true });
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, desktopEntry([...command, IN_BACKGROUND]));
  };
}

/** https://specifications.freedesktop.org/desktop-entry-spec/latest/exec-variables.html */
export function desktopEntry(words: readonly string[]): string {
  const exec = words.map(quoteWord).join(' ').replaceAll('\\', '\\\\');
  return `[Desktop Entry]
Type=Application
Name=Sandgrouse
Comment=Serves mirrors of Python packages
Exec=${exec}
Terminal=false
X-GNOME-Autostart-enabled=true
`;
}

/** In quotes, with what is special between them behind a backslash; a percent sign would begin a field code. */
function quoteWord(word: string): string {
  return `"${word.replace(/["`$\\]/g, (sign) => `\\${sign}`).replaceAll('%', '%%')}"`;
}
