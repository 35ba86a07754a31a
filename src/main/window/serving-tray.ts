import type { ServeState } from '../../contract/mirror';
import type { HostTexts } from '../texts/english';

/** A line of a menu; without `click` it only says something. */
export type TrayLine = { readonly label: string; readonly click?: () => void } | { readonly label: null };

/** An icon beside the clock. */
export interface TrayIcon {
  readonly setMenu: (lines: readonly TrayLine[]) => void;
  readonly close: () => void;
}

export interface ServingTrayParts {
  /** `null` where the desktop has no place for one. */
  readonly openIcon: () => TrayIcon | null;
  readonly nameOf: (mirror: string) => string;
  readonly texts: HostTexts;
  readonly show: () => void;
  readonly quit: () => void;
  readonly copy: (text: string) => void;
  readonly stop: (mirror: string) => void;
}

export interface ServingTray {
  readonly update: (mirror: string, state: ServeState) => void;
  /** Tells the same in other words, after the language was changed. */
  readonly renewWords: () => void;
}

/** The icon that is there as long as a mirror is served: who shares something sees it without the window. */
export function createServingTray(parts: ServingTrayParts): ServingTray {
  const { openIcon, nameOf, texts, show, quit, copy, stop } = parts;
  const addresses = new Map<string, string>();
  let icon: TrayIcon | null = null;
  const renewWords = (): void => {
    const words = texts.tray;
    const served = [...addresses].flatMap(([mirror, url]): readonly TrayLine[] => [
      { label: words.serving(nameOf(mirror)) },
      { label: words.copyAddress, click: () => copy(url) },
      { label: words.stopServing, click: () => stop(mirror) },
      { label: null },
    ]);
    icon?.setMenu([...served, { label: words.show, click: show }, { label: words.quit, click: quit }]);
  };
  const update = (mirror: string, state: ServeState): void => {
    const address = state.status === 'serving' ? (state.sharedUrls[0] ?? state.indexUrl) : null;
    if (addresses.get(mirror) === (address ?? undefined)) return;
    if (address === null) addresses.delete(mirror);
    else addresses.set(mirror, address);
    if (addresses.size === 0) {
      icon?.close();
      icon = null;
      return;
    }
    icon ??= openIcon();
    renewWords();
  };
  return { update, renewWords };
}
