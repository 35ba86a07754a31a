import type { Clock } from '../../files/clock';

/** How many requests a host gets at a time. It finds its own level: less when the host complains, more again slowly. */
export interface HostGate {
  /** Comes back when the next request may go. Rejects with the signal's reason when it aborts. */
  readonly enter: (host: string, options: { readonly signal: AbortSignal }) => Promise<Passage>;
}

/** One request on its way. */
export interface Passage {
  /** The host answered as it should. */
  readonly answered: () => void;
  /** The host had enough: status 429 or 503, a connection cut off. `holdMs`: for how long it wants to be left alone. */
  readonly complained: (holdMs: number | null) => void;
  /** The answer is read, or given up. Harmless when called again. */
  readonly leave: () => void;
}

interface Host {
  level: number;
  inFlight: number;
  /** Rises with every halving: what was sent before one says nothing about the level after it. */
  generation: number;
  answersSinceChange: number;
  heldUntilMs: number;
  readonly waiting: Set<() => void>;
}

/** `ceiling`: the most at a time for one host. */
export function createHostGate(ceiling: number, clock: Clock): HostGate {
  const hosts = new Map<string, Host>();
  const hostOf = (name: string): Host => {
    const found = hosts.get(name) ?? {
      level: ceiling,
      inFlight: 0,
      generation: 0,
      answersSinceChange: 0,
      heldUntilMs: 0,
      waiting: new Set(),
    };
    hosts.set(name, found);
    return found;
  };
  return {
    enter: async (name, { signal }) => {
      const host = hostOf(name);
      await roomIn(host, signal);
      const passage = passageOf(host, ceiling, clock);
      const heldMs = host.heldUntilMs - clock.now();
      try {
        if (heldMs > 0) await clock.sleep(heldMs, { signal });
      } catch (error) {
        passage.leave();
        throw error;
      }
      return passage;
    },
  };
}

/** Takes a place, in the order of asking. */
async function roomIn(host: Host, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  if (host.inFlight < host.level && host.waiting.size === 0) {
    host.inFlight += 1;
    return;
  }
  await new Promise<void>((fulfil, reject) => {
    const giveUp = (): void => {
      host.waiting.delete(go);
      reject(signal.reason as Error);
    };
    const go = (): void => {
      signal.removeEventListener('abort', giveUp);
      fulfil();
    };
    signal.addEventListener('abort', giveUp, { once: true });
    host.waiting.add(go);
  });
}

function letIn(host: Host): void {
  for (const go of host.waiting) {
    if (host.inFlight >= host.level) return;
    host.waiting.delete(go);
    host.inFlight += 1;
    go();
  }
}

function passageOf(host: Host, ceiling: number, clock: Clock): Passage {
  const { generation } = host;
  let isOver = false;
  return {
    answered: () => {
      host.answersSinceChange += 1;
      if (host.level >= ceiling || host.answersSinceChange < host.level) return;
      host.level += 1;
      host.answersSinceChange = 0;
      letIn(host);
    },
    complained: (holdMs) => {
      if (holdMs !== null) host.heldUntilMs = Math.max(host.heldUntilMs, clock.now() + holdMs);
      if (generation !== host.generation) return;
      host.generation += 1;
      host.answersSinceChange = 0;
      // What is in use is what was too much.
      host.level = Math.max(1, Math.floor(Math.min(host.level, host.inFlight) / 2));
    },
    leave: () => {
      if (isOver) return;
      isOver = true;
      host.inFlight -= 1;
      letIn(host);
    },
  };
}
