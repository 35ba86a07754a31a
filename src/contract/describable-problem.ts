import { z } from 'zod';
import { describeProblem } from './describe';
import { PROBLEM_FACTS, type Problem } from './problem';
import { ENGLISH } from './texts/english';

const shape = z.object({
  code: z.enum(Object.keys(PROBLEM_FACTS) as [Problem['code']]),
  parameters: z.object(),
});

/** A problem that was kept in a file, by whomever: one that can be put into words. */
export const describableProblem = z.custom<Problem>((value) => {
  if (!shape.safeParse(value).success) return false;
  try {
    describeProblem(ENGLISH, value as Problem);
    return true;
  } catch {
    return false;
  }
});
