/** Milliseconds until the rest has come at this speed; `null` while there is no speed to reckon with. */
export function timeLeftMs(bytesLeft: number, bytesPerSecond: number): number | null {
  if (bytesPerSecond <= 0 || bytesLeft < 0) return null;
  return (bytesLeft / bytesPerSecond) * 1000;
}
