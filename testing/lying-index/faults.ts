/** What an index can do wrong with one answer. */
export type Fault =
  /** The connection is cut before anything is said. */
  | { readonly kind: 'reset' }
  /** Nothing is sent, before the head or after `afterBytes` of the body. */
  | { readonly kind: 'stall'; readonly afterBytes?: number }
  | { readonly kind: 'status'; readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  /** The head announces everything; the body ends after so many bytes. */
  | { readonly kind: 'short-body'; readonly bytes: number }
  | { readonly kind: 'long-body' }
  /** The whole body comes, and its head announces half of it. */
  | { readonly kind: 'wrong-length' }
  | { readonly kind: 'flipped-byte' }
  /** Of these three, each answer may end after so many bytes, so that another part has to be asked for. */
  | { readonly kind: 'ignore-range'; readonly bytes?: number }
  | { readonly kind: 'wrong-content-range'; readonly bytes?: number }
  /** Another one with every answer. */
  | { readonly kind: 'changed-etag'; readonly bytes?: number }
  | { readonly kind: 'redirect'; readonly location: string }
  /** Leads to itself. */
  | { readonly kind: 'redirect-loop' }
  /** Leads to where nobody listens. */
  | { readonly kind: 'refused' }
  /** Leads to where https is announced and plain text is spoken. */
  | { readonly kind: 'no-tls' }
  | { readonly kind: 'bad-gzip' }
  | { readonly kind: 'body'; readonly body: string; readonly contentType: string };

interface FaultEntry {
  readonly path: string | RegExp;
  readonly fault: Fault;
  remaining: number;
}

/** The faults that are still to come; the first that fits a request is used. */
export class FaultScript {
  readonly #entries: FaultEntry[] = [];

  /** `path`: the whole path, or a pattern. `times`: how often; always where it is left out. */
  add(path: string | RegExp, fault: Fault, times = Number.POSITIVE_INFINITY): void {
    this.#entries.push({ path, fault, remaining: times });
  }

  clear(): void {
    this.#entries.length = 0;
  }

  take(path: string): Fault | null {
    const entry = this.#entries.find(
      (candidate) =>
        candidate.remaining > 0 &&
        (typeof candidate.path === 'string' ? candidate.path === path : candidate.path.test(path)),
    );
    if (entry === undefined) return null;
    entry.remaining -= 1;
    return entry.fault;
  }
}
