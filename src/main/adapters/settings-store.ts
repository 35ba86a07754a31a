import Store from 'electron-store';
import { z } from 'zod';
import { LANGUAGE_CHOICES, languageFor } from '../../contract/language';
import { type Settings, type SettingsChange, THEMES } from '../../contract/settings';
import type { ShareChoice } from '../../contract/sharing';
import { shareChoiceSchema } from '../../contract/sharing-schema';

/** Where the window stood when it was last closed, in screen pixels. */
export interface WindowPlace {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly isMaximized: boolean;
}

/** How a mirror is served again. Passwords are not kept: who wants one kept has a token. */
export interface KeptServer {
  readonly mirror: string;
  readonly port: number;
  readonly share: ShareChoice;
}

/** What is remembered on this computer from one start to the next. */
export interface SettingsStore {
  readonly read: () => Settings;
  readonly update: (change: SettingsChange) => Settings;
  readonly readMirrors: () => readonly string[];
  readonly writeMirrors: (mirrors: readonly string[]) => void;
  /** The mirrors that are served again when the application starts, and how. */
  readonly readKeptServers: () => readonly KeptServer[];
  readonly writeKeptServers: (servers: readonly KeptServer[]) => void;
  readonly readWindowPlace: () => WindowPlace | null;
  readonly writeWindowPlace: (place: WindowPlace) => void;
}

// The file can be edited by hand: whatever does not parse counts as not set.
const mirrorsSchema = z.array(z.string().min(1)).catch([]);
const themeSchema = z.enum(THEMES).catch('system');
const languageSchema = z.enum(LANGUAGE_CHOICES).catch('system');
const keptServersSchema = z
  .array(
    z.object({
      mirror: z.string().min(1),
      port: z.number().int().min(1).max(65_535),
      share: shareChoiceSchema,
    }),
  )
  .catch([]);
const pixels = z.number().int();
const placeSchema = z
  .object({ x: pixels, y: pixels, width: pixels.min(1), height: pixels.min(1), isMaximized: z.boolean() })
  .nullable()
  .catch(null);

/**
 * The only place that knows electron-store. One file, `settings.json`, in the folder of the application's data.
 * `systemLocale` is what the system speaks, a BCP 47 tag.
 */
export function openSettingsStore(systemLocale: string): SettingsStore {
  const store = new Store<Record<string, unknown>>({ name: 'settings', clearInvalidConfig: true });
  const read = (): Settings => {
    const languageChoice = languageSchema.parse(store.get('language'));
    return {
      theme: themeSchema.parse(store.get('theme')),
      languageChoice,
      language: languageChoice === 'system' ? languageFor(systemLocale) : languageChoice,
    };
  };
  return {
    read,
    update: ({ theme, languageChoice }) => {
      if (theme !== undefined) store.set('theme', theme);
      if (languageChoice !== undefined) store.set('language', languageChoice);
      return read();
    },
    readMirrors: () => mirrorsSchema.parse(store.get('mirrors')),
    writeMirrors: (mirrors) => store.set('mirrors', mirrors),
    readKeptServers: () => keptServersSchema.parse(store.get('keptServers')),
    writeKeptServers: (servers) => store.set('keptServers', servers),
    readWindowPlace: () => placeSchema.parse(store.get('window') ?? null),
    writeWindowPlace: (place) => store.set('window', place),
  };
}
