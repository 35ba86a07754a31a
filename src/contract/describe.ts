import { shortenNames, toPlainText } from './plain-text';
import type { FileReason } from './plan-summary';
import type { Problem } from './problem';
import type { ProblemText, Texts } from './texts/english';

/** The words for a problem in one language; plain text, whatever an upstream put into it. */
export function describeProblem(texts: Texts, problem: Problem): ProblemText {
  const describe = texts.problems[problem.code] as (parameters: Problem['parameters']) => ProblemText;
  const { what, next } = describe(problem.parameters);
  return { what: toShown(what), next: toShown(next) };
}

/** The words for the reason of a file in one language; plain text. */
export function describeReason(texts: Texts, reason: FileReason): string {
  const describe = texts.reasons[reason.kind] as (reason: FileReason) => string;
  return toShown(describe(reason));
}

const toShown = (words: string): string => toPlainText(shortenNames(words));
