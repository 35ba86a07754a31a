import type { Language } from '../../contract/language';
import { CHINESE_HOST_TEXTS } from './chinese';
import { ENGLISH_HOST_TEXTS, type HostTexts } from './english';

const TEXTS: Readonly<Record<Language, HostTexts>> = {
  en: ENGLISH_HOST_TEXTS,
  'zh-Hans': CHINESE_HOST_TEXTS,
};

/** Words that are in the person's language whenever they are read; whoever keeps a part of them keeps its language. */
export function followLanguage(language: () => Language): HostTexts {
  const now = (): HostTexts => TEXTS[language()];
  return {
    get application() {
      return now().application;
    },
    get menu() {
      return now().menu;
    },
    get chooseFolder() {
      return now().chooseFolder;
    },
    get chooseFile() {
      return now().chooseFile;
    },
    get chooseNewFile() {
      return now().chooseNewFile;
    },
    get closing() {
      return now().closing;
    },
    get scanner() {
      return now().scanner;
    },
    get tray() {
      return now().tray;
    },
    get title() {
      return now().title;
    },
    get notice() {
      return now().notice;
    },
    get fault() {
      return now().fault;
    },
  };
}
