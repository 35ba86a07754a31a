import type { Language, LanguageChoice } from './language';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** What the application remembers for its person, on this computer. */
export interface Settings {
  readonly theme: Theme;
  readonly languageChoice: LanguageChoice;
  /** What the choice comes to on this computer. */
  readonly language: Language;
}

/** What of the settings is to change; the rest stays. */
export interface SettingsChange {
  readonly theme?: Theme | undefined;
  readonly languageChoice?: LanguageChoice | undefined;
}

/** The application as it can go along on a drive, to run there or where it is copied to. */
export interface PortableApplication {
  /** As Node has it. */
  readonly platform: 'linux' | 'win32';
  /** As Node has it: `x64`, `arm64`. */
  readonly architecture: string;
  readonly bytes: number;
}

export interface AppInfo {
  readonly version: string;
  readonly platform: string;
  /** Where the built-in sample index is on this computer: a `file:` address, usable as an upstream. */
  readonly sampleIndexUrl: string;
  /** An allowlist that makes a good first mirror from the sample index. */
  readonly sampleAllowlist: string;
  readonly electronVersion: string;
  /** What can be carried of it; `null`: as it runs here, it cannot. */
  readonly portable: PortableApplication | null;
}
