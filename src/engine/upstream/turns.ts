/** Hands out turns of which one runs at a time, in the order in which they are waited for. */
export type Turns = () => Turn;

export interface Turn {
  /** Resolves when every turn that was waited for earlier has ended. */
  readonly wait: () => Promise<void>;
  /** Has to be called once, whether or not the turn was waited for. */
  readonly end: () => void;
}

export function createTurns(): Turns {
  let last: Promise<void> = Promise.resolve();
  return () => {
    let end: () => void = () => undefined;
    return {
      wait: () => {
        const before = last;
        last = new Promise((fulfil) => {
          end = fulfil;
        });
        return before;
      },
      end: () => end(),
    };
  };
}

/** Does pieces of work one after the other. */
export function createQueue(): <Value>(work: () => Promise<Value>) => Promise<Value> {
  const turns = createTurns();
  return async (work) => {
    const turn = turns();
    try {
      await turn.wait();
      return await work();
    } finally {
      turn.end();
    }
  };
}
