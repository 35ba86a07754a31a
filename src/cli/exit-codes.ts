import { PROBLEM_FACTS, type Problem, type ProblemCode, type ProblemFamily } from '../contract/problem';

/**
 * What the command line says to a script. The table stands in the help and in the README as well; changing a number
 * breaks somebody's script.
 */
export const EXIT_CODES = {
  done: 0,
  /** Finished with failures, incomplete, or stopped by something that can pass. */
  incomplete: 1,
  /** Wrong usage or bad input: the same command cannot succeed until a person changes something. */
  refused: 2,
} as const;

const BY_FAMILY: { readonly [Family in ProblemFamily]: number } = {
  profile: EXIT_CODES.refused,
  upstream: EXIT_CODES.incomplete,
  plan: EXIT_CODES.incomplete,
  file: EXIT_CODES.incomplete,
  disk: EXIT_CODES.incomplete,
  server: EXIT_CODES.refused,
  export: EXIT_CODES.refused,
  application: EXIT_CODES.incomplete,
};

/** Problems whose answer is another than their family's. */
const BY_CODE: { readonly [Code in ProblemCode]?: number } = {
  'upstream-url-invalid': EXIT_CODES.refused,
  'requirement-by-url': EXIT_CODES.refused,
  'plan-missing': EXIT_CODES.refused,
  'verification-missing': EXIT_CODES.refused,
  'mirror-in-use': EXIT_CODES.refused,
  'disk-permission': EXIT_CODES.refused,
  'bundle-too-large': EXIT_CODES.incomplete,
  'bundle-damaged': EXIT_CODES.incomplete,
  'bundle-signature-wrong': EXIT_CODES.incomplete,
  'scan-refused': EXIT_CODES.incomplete,
  'import-removes-much': EXIT_CODES.incomplete,
  'import-goes-back': EXIT_CODES.incomplete,
};

/** The exit code of a command that this problem ended. */
export function exitCodeOf(problem: Problem): number {
  return BY_CODE[problem.code] ?? BY_FAMILY[PROBLEM_FACTS[problem.code].family];
}

/** Signals that ask a command to end; each has its number in POSIX. */
export const SIGNAL_NUMBERS = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;
export type EndingSignal = keyof typeof SIGNAL_NUMBERS;

/** 128 and the signal's number, as shells have it: 130 after Ctrl-C. */
export function exitCodeOfSignal(signal: EndingSignal): number {
  return 128 + SIGNAL_NUMBERS[signal];
}
