/** Starts a timer and gives the function that stops it. Comes in from outside, so that tests do not wait. */
export type StartTimer = (run: () => void, delayMs: number) => () => void;

export const startSystemTimer: StartTimer = (run, delayMs) => {
  const timer = setTimeout(run, delayMs);
  return () => clearTimeout(timer);
};
