import i18next, { type i18n, type TFunction } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { IndexTest } from '../../contract/clients/index-test';
import { describeProblem, describeReason } from '../../contract/describe';
import type { HistoryEntry } from '../../contract/history';
import type { Language } from '../../contract/language';
import type { FileReason } from '../../contract/plan-summary';
import type { Problem } from '../../contract/problem';
import type { PipVerdict } from '../../contract/proof';
import { CHINESE } from '../../contract/texts/chinese';
import { describeIndexTestInChinese } from '../../contract/texts/chinese-clients';
import { describeActInChinese } from '../../contract/texts/chinese-history';
import { describePipVerdictInChinese } from '../../contract/texts/chinese-proof';
import { describeTransferInChinese } from '../../contract/texts/chinese-transfers';
import { describeFindingInChinese } from '../../contract/texts/chinese-verification';
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
interface ContractWords {
  readonly texts: Texts;
  readonly test: (test: IndexTest) => string;
  readonly pip: (verdict: PipVerdict) => string;
  readonly act: (entry: HistoryEntry) => string;
  readonly transfer: (entry: TransferEntry) => string;
  readonly finding: (finding: Finding) => string;
}

const CONTRACT_WORDS: Readonly<Record<Language, ContractWords>> = {
  en: {
    texts: ENGLISH,
    test: describeIndexTest,
    pip: describePipVerdict,
    act: describeAct,
    transfer: describeTransfer,
    finding: describeFinding,
  },
  'zh-Hans': {
    texts: CHINESE,
    test: describeIndexTestInChinese,
    pip: describePipVerdictInChinese,
    act: describeActInChinese,
    transfer: describeTransferInChinese,
    finding: describeFindingInChinese,
  },
};

/** Starts the word tables; English stands in for whatever another language lacks. */
export function startWords(language: Language): i18n {
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

export function problemWords(language: Language, problem: Problem): ProblemText {
  return describeProblem(CONTRACT_WORDS[language].texts, problem);
}

export function reasonWords(language: Language, reason: FileReason): string {
  return describeReason(CONTRACT_WORDS[language].texts, reason);
}

/** What pip said of a target. */
export function pipWords(language: Language, verdict: PipVerdict): string {
  return CONTRACT_WORDS[language].pip(verdict);
}

/** What was done with a mirror. */
export function actWords(language: Language, entry: HistoryEntry): string {
  return CONTRACT_WORDS[language].act(entry);
}

/** What was exported or imported. */
export function transferWords(language: Language, entry: TransferEntry): string {
  return CONTRACT_WORDS[language].transfer(entry);
}

/** What came of a test of the address. */
export function testWords(language: Language, test: IndexTest): string {
  return CONTRACT_WORDS[language].test(test);
}

/** What a verification found. */
export function findingWords(language: Language, finding: Finding): string {
  return CONTRACT_WORDS[language].finding(finding);
}
