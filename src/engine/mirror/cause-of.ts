import { describeProblem } from '../../contract/describe';
import type { Problem } from '../../contract/problem';
import { ENGLISH } from '../../contract/texts/english';

/** A problem as a record keeps it that is read for years: in words, since what a code takes may change. */
export function causeOf(problem: Problem): string {
  return describeProblem(ENGLISH, problem).what;
}
