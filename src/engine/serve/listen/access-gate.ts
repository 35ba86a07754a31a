import { createHash, timingSafeEqual } from 'node:crypto';
import type { Access } from '../../../contract/sharing';
import type { Clock } from '../../files/clock';

export type GateAnswer = 'open' | 'wrong' | 'later';

/** So many wrong ones of one address in a minute, and it has to wait. */
const MOST_FAILURES = 30;
const MINUTE_MS = 60_000;
/** Addresses that are remembered for having guessed. */
const MOST_GUESSERS = 10_000;
const LONGEST_HEADER = 4_096;

interface Failures {
  readonly sinceMs: number;
  readonly count: number;
}

/** Lets through who gives the secret: as HTTP's basic authentication (RFC 7617) or as a bearer token (RFC 6750). */
export class AccessGate {
  readonly #access: Access;
  readonly #clock: Clock;
  readonly #failures = new Map<string, Failures>();

  constructor(access: Access, clock: Clock) {
    this.#access = access;
    this.#clock = clock;
  }

  /** `authorization`: the header of that name. A request without one is no guess. */
  check(authorization: string | undefined, client: string): GateAnswer {
    if (this.#hasGuessedTooOften(client)) return 'later';
    if (authorization === undefined) return 'wrong';
    if (this.#isRight(authorization)) {
      this.#failures.delete(client);
      return 'open';
    }
    this.#remember(client);
    return 'wrong';
  }

  #isRight(authorization: string): boolean {
    if (authorization.length > LONGEST_HEADER) return false;
    const [, scheme = '', value = ''] = /^(\S+) +(\S+)$/.exec(authorization) ?? [];
    const { user, secret } = this.#access;
    switch (scheme.toLowerCase()) {
      case 'bearer':
        return user === null && isSame(value, secret);
      case 'basic': {
        const text = Buffer.from(value, 'base64').toString('utf8');
        const colon = text.indexOf(':');
        if (colon < 0) return false;
        const isUser = user === null || isSame(text.slice(0, colon), user);
        // pip's users give a token as the name, with nothing behind it.
        const isToken = user === null && colon === text.length - 1 && isSame(text.slice(0, colon), secret);
        return isToken || (isSame(text.slice(colon + 1), secret) && isUser);
      }
      default:
        return false;
    }
  }

  #hasGuessedTooOften(client: string): boolean {
    const failures = this.#failures.get(client);
    if (failures === undefined) return false;
    if (this.#clock.now() - failures.sinceMs > MINUTE_MS) {
      this.#failures.delete(client);
      return false;
    }
    return failures.count >= MOST_FAILURES;
  }

  #remember(client: string): void {
    const { sinceMs, count } = this.#failures.get(client) ?? { sinceMs: this.#clock.now(), count: 0 };
    if (this.#failures.size >= MOST_GUESSERS) this.#failures.clear();
    this.#failures.set(client, { sinceMs, count: count + 1 });
  }
}

/** In the same time for every text, so that nobody learns a secret sign by sign. */
function isSame(given: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text, 'utf8').digest();
  return timingSafeEqual(digest(given), digest(expected));
}
