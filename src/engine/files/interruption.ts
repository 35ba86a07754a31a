/**
 * How a host asks long work to stop: it aborts the work's signal with one of these as the reason. Anything else that
 * aborts a signal counts as a pause, so that nothing is thrown away by accident.
 */
export const PAUSE = 'pause';
export const CANCEL = 'cancel';

/** Whether the person gave the work up, rather than asking it to stand still. */
export function isCancelled(signal: AbortSignal): boolean {
  return signal.aborted && signal.reason === CANCEL;
}
