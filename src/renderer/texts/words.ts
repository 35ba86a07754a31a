import i18next, { type i18n, type TFunction } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { IndexTest } from '../../contract/clients/index-test';
import { describeProblem, describeReason } from '../../contract/describe';
import type { HistoryEntry } from '../../contract/history';
import type { FileReason } from '../../contract/plan-summary';
import type { Problem } from '../../contract/problem';
import type { PipVerdict } from '../../contract/proof';
import { ENGLISH, type ProblemText, type Texts } from '../../contract/texts/english';
import { describeIndexTest } from '../../contract/texts/english-clients';
import { describeAct } from '../../contract/texts/english-history';
import { describePipVerdict } from '../../contract/texts/english-proof';
import { describeTransfer } from '../../contract/texts/english-transfers';
import { describeFinding } from '../../contract/texts/english-verification';
import type { TransferEntry } from '../../contract/transfer-log';
import type { Finding } from '../../contract/verification';
import { chinese } from './chinese';
import { english } from './english';

declare module 'i18next' {
  interface CustomTypeOptions {
    readonly resources: { readonly translation: typeof english };
  }
}

export type Translate = TFunction;

/** The contract's words, by language. */
const TEXTS: Readonly<Record<string, Texts>> = { en: ENGLISH };

/** Starts the word tables; English stands in for whatever another language lacks. */
export function startWords(language: string): i18n {
  const instance = i18next.createInstance();
  void instance.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    resources: { en: { translation: english }, 'zh-Hans': { translation: chinese } },
    interpolation: { escapeValue: false },
    initAsync: false,
    showSupportNotice: false,
  });
  return instance;
}

export function problemWords(language: string, problem: Problem): ProblemText {
  return describeProblem(TEXTS[language] ?? ENGLISH, problem);
}

export function reasonWords(language: string, reason: FileReason): string {
  return describeReason(TEXTS[language] ?? ENGLISH, reason);
}

/** The contract's words for what pip said, by language. */
const TEST_TEXTS: Readonly<Record<string, (test: IndexTest) => string>> = { en: describeIndexTest };
const PIP_TEXTS: Readonly<Record<string, (verdict: PipVerdict) => string>> = { en: describePipVerdict };

export function pipWords(language: string, verdict: PipVerdict): string {
  return (PIP_TEXTS[language] ?? describePipVerdict)(verdict);
}

const ACT_TEXTS: Readonly<Record<string, (entry: HistoryEntry) => string>> = { en: describeAct };

/** What was done with a mirror. */
export function actWords(language: string, entry: HistoryEntry): string {
  return (ACT_TEXTS[language] ?? describeAct)(entry);
}

const TRANSFER_TEXTS: Readonly<Record<string, (entry: TransferEntry) => string>> = { en: describeTransfer };

/** What was exported or imported. */
export function transferWords(language: string, entry: TransferEntry): string {
  return (TRANSFER_TEXTS[language] ?? describeTransfer)(entry);
}

/** What came of a test of the address. */
export function testWords(language: string, test: IndexTest): string {
  return (TEST_TEXTS[language] ?? describeIndexTest)(test);
}

/** The contract's words for what a verification found, by language. */
const FINDING_TEXTS: Readonly<Record<string, (finding: Finding) => string>> = { en: describeFinding };

export function findingWords(language: string, finding: Finding): string {
  return (FINDING_TEXTS[language] ?? describeFinding)(finding);
}
