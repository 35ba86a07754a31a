/** Keeps what was used last, as long as all of it together does not weigh more than the budget. */
export class ByteBudget<Value> {
  readonly #kept = new Map<string, { readonly value: Value; readonly bytes: number }>();
  readonly #mostBytes: number;
  #bytes = 0;

  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes;
  }

  find(key: string): Value | undefined {
    const entry = this.#kept.get(key);
    if (entry === undefined) return undefined;
    this.#kept.delete(key);
    this.#kept.set(key, entry);
    return entry.value;
  }

  /** Keys count too: strangers write parts of them. What alone would take the whole budget is not kept: it would drive out everything else. */
  keep(key: string, value: Value, valueBytes: number): void {
    const bytes = valueBytes + 2 * key.length + OVERHEAD_BYTES;
    this.#drop(key);
    if (bytes > this.#mostBytes) return;
    this.#kept.set(key, { value, bytes });
    this.#bytes += bytes;
    for (const oldest of this.#kept.keys()) {
      if (this.#bytes <= this.#mostBytes) break;
      this.#drop(oldest);
    }
  }

  #drop(key: string): void {
    this.#bytes -= this.#kept.get(key)?.bytes ?? 0;
    this.#kept.delete(key);
  }
}

/** What an entry costs besides its bytes, so that a hundred thousand tiny ones count too. */
const OVERHEAD_BYTES = 512;
