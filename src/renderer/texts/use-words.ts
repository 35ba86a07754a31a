import { useCallback } from 'react';
import type { IndexTest } from '../../contract/clients/index-test';
import type { HistoryEntry } from '../../contract/history';
import type { FileReason } from '../../contract/plan-summary';
import type { Problem } from '../../contract/problem';
import type { PipVerdict } from '../../contract/proof';
import type { ProblemText } from '../../contract/texts/english';
import type { TransferEntry } from '../../contract/transfer-log';
import type { Finding } from '../../contract/verification';
import { useAppState } from '../state/use-app';
import {
  actWords,
  findingWords,
  pipWords,
  problemWords,
  reasonWords,
  testWords,
  transferWords,
} from './words';

/** Words for problems in the person's language. */
export function useProblemWords(): (problem: Problem) => ProblemText {
  const language = useAppState((state) => state.settings.language);
  return useCallback((problem) => problemWords(language, problem), [language]);
}

/** Words for the reasons of files in the person's language. */
export function useReasonWords(): (reason: FileReason) => string {
  const language = useAppState((state) => state.settings.language);
  return useCallback((reason) => reasonWords(language, reason), [language]);
}

/** Words for what pip said of a target, in the person's language. */
export function usePipWords(): (verdict: PipVerdict) => string {
  const language = useAppState((state) => state.settings.language);
  return useCallback((verdict) => pipWords(language, verdict), [language]);
}

/** Words for what was done with a mirror, in the person's language. */
export function useActWords(): (entry: HistoryEntry) => string {
  const language = useAppState((state) => state.settings.language);
  return useCallback((entry) => actWords(language, entry), [language]);
}

/** Words for what was exported or imported, in the person's language. */
export function useTransferWords(): (entry: TransferEntry) => string {
  const language = useAppState((state) => state.settings.language);
  return useCallback((entry) => transferWords(language, entry), [language]);
}

/** Words for what came of a test of the address, in the person's language. */
export function useTestWords(): (test: IndexTest) => string {
  const language = useAppState((state) => state.settings.language);
  return useCallback((test) => testWords(language, test), [language]);
}

/** Words for what a verification found, in the person's language. */
export function useFindingWords(): (finding: Finding) => string {
  const language = useAppState((state) => state.settings.language);
  return useCallback((finding) => findingWords(language, finding), [language]);
}
