/**
 * What a run takes from the world around it. It comes in from outside, so that tests neither sleep nor depend on the
 * time of day.
 */
export interface Environment {
  /** The application's version, for the User-Agent of requests. */
  readonly version: string;
  readonly clock: Clock;
  /** A number from 0 up to 1, for the jitter of retries. */
  readonly random: () => number;
  readonly newId: () => string;
  readonly network: NetworkSettings;
}
