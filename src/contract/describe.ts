import type { FileReason } from './plan-summary';
import type { Problem } from './problem';
import type { ProblemText, Texts } from './texts/english';

/** The words for a problem in one language. */
export function describeProblem(texts: Texts, problem: Problem): ProblemText {
  const describe = texts.problems[problem.code] as (parameters: Problem['parameters']) => ProblemText;
  return describe(problem.parameters);
}

/** The words for the reason of a file in one language. */
export function describeReason(texts: Texts, reason: FileReason): string {
  const describe = texts.reasons[reason.kind] as (reason: FileReason) => string;
  return describe(reason);
}
