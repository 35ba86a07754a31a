/** A cache as a run uses it: answers are kept while it goes on, and `flush` waits until all of them are. */
export interface WriteBehind<Key, Value> {
  readonly read: (key: Key) => Promise<Value | null>;
  /** Resolves before the value is kept, unless very many are waiting. Rejects with what an earlier one failed by. */
  readonly write: (key: Key, value: Value) => Promise<void>;
  /** Rejects where something could not be kept. */
  readonly flush: () => Promise<void>;
}

interface Cache<Key, Value> {
  readonly read: (key: Key) => Promise<Value | null>;
  readonly write: (key: Key, value: Value) => Promise<void>;
}

/** Answers that wait to be kept lie in memory: no more than these. */
const MOST_WAITING = 128;

/** The same in characters, all of them together. */
const MOST_WAITING_LENGTH = 32 * 1024 * 1024;

/** Keeps what is written to a cache without letting those who write wait for the disk. */
export function writeBehind<Key, Value>(
  cache: Cache<Key, Value>,
  lengthOf: (value: Value) => number,
): WriteBehind<Key, Value> {
  const waiting = new Map<Key, { readonly value: Value; readonly kept: Promise<void> }>();
  const failures: unknown[] = [];
  let waitingLength = 0;
  const isFull = (): boolean => waiting.size >= MOST_WAITING || waitingLength > MOST_WAITING_LENGTH;
  const throwFailure = (): void => {
    if (failures.length > 0) throw failures[0];
  };
  return {
    read: async (key) => waiting.get(key)?.value ?? cache.read(key),
    write: async (key, value) => {
      throwFailure();
      while (isFull() && waiting.size > 0) await Promise.race([...waiting.values()].map(({ kept }) => kept));
      const length = lengthOf(value);
      waitingLength += length;
      const entry = {
        value,
        kept: cache
          .write(key, value)
          .catch((error: unknown) => void failures.push(error))
          .then(() => {
            waitingLength -= length;
            if (waiting.get(key) === entry) waiting.delete(key);
          }),
      };
      waiting.set(key, entry);
    },
    flush: async () => {
      while (waiting.size > 0) await Promise.all([...waiting.values()].map(({ kept }) => kept));
      throwFailure();
    },
  };
}
