import type { ServeState } from '../../contract/mirror';
import type { StartTimer } from '../runs/timer';

const STOPPED: ServeState = { status: 'stopped' };
/** The count of requests is for people: twice a second is plenty. */
const COUNT_INTERVAL_MS = 500;

export interface RunningServer {
  readonly port: number;
  readonly indexUrl: string;
  readonly close: () => Promise<void>;
}

export interface MirrorServersParts {
  /** Starts to serve one mirror on this computer only. `port` null: any free one. */
  readonly startServer: (options: {
    readonly directory: string;
    readonly port: number | null;
    readonly onRequest: () => void;
  }) => Promise<RunningServer>;
  readonly startTimer: StartTimer;
  readonly publish: (mirror: string, state: ServeState) => void;
}

interface Serving {
  readonly server: RunningServer;
  requests: number;
}

/** The servers of all mirrors, one each at most. */
export class MirrorServers {
  readonly #parts: MirrorServersParts;
  readonly #serving = new Map<string, Serving>();
  readonly #starting = new Map<string, Promise<ServeState>>();
  readonly #countTimers = new Map<string, () => void>();

  constructor(parts: MirrorServersParts) {
    this.#parts = parts;
  }

  read(mirror: string): ServeState {
    const serving = this.#serving.get(mirror);
    if (serving === undefined) return STOPPED;
    const { port, indexUrl } = serving.server;
    return { status: 'serving', port, indexUrl, requests: serving.requests };
  }

  isServing(mirror: string): boolean {
    return this.#serving.has(mirror);
  }

  /** Starts to serve; a mirror that is served already goes on as it is. Throws `port-taken`, `nothing-to-serve`. */
  async start(mirror: string, port: number | null): Promise<ServeState> {
    if (this.#serving.has(mirror)) return this.read(mirror);
    const starting = this.#starting.get(mirror) ?? this.#start(mirror, port);
    this.#starting.set(mirror, starting);
    return starting.finally(() => this.#starting.delete(mirror));
  }

  async stop(mirror: string): Promise<ServeState> {
    await this.#starting.get(mirror)?.catch(() => undefined);
    const serving = this.#serving.get(mirror);
    if (serving === undefined) return STOPPED;
    this.#serving.delete(mirror);
    this.#countTimers.get(mirror)?.();
    this.#countTimers.delete(mirror);
    this.#publish(mirror);
    await serving.server.close();
    return STOPPED;
  }

  async close(): Promise<void> {
    const mirrors = new Set([...this.#serving.keys(), ...this.#starting.keys()]);
    await Promise.all([...mirrors].map((mirror) => this.stop(mirror)));
  }

  async #start(mirror: string, port: number | null): Promise<ServeState> {
    const server = await this.#parts.startServer({
      directory: mirror,
      port,
      onRequest: () => this.#count(mirror),
    });
    this.#serving.set(mirror, { server, requests: 0 });
    this.#publish(mirror);
    return this.read(mirror);
  }

  #count(mirror: string): void {
    const serving = this.#serving.get(mirror);
    if (serving === undefined) return;
    serving.requests += 1;
    if (this.#countTimers.has(mirror)) return;
    const stopTimer = this.#parts.startTimer(() => {
      this.#countTimers.delete(mirror);
      this.#publish(mirror);
    }, COUNT_INTERVAL_MS);
    this.#countTimers.set(mirror, stopTimer);
  }

  #publish(mirror: string): void {
    this.#parts.publish(mirror, this.read(mirror));
  }
}
