import type { IndexLogin } from '../../contract/clients/client-index';
import type { ServeState } from '../../contract/mirror';
import type { ServedCertificate, ServedRequest, ShareChoice } from '../../contract/sharing';
import type { StartTimer } from '../runs/timer';
import { ActivityCount } from './activity';
import type { KeptServers } from './kept-servers';

const STOPPED: ServeState = { status: 'stopped' };
/** The count of requests is for people: twice a second is plenty. */
const COUNT_INTERVAL_MS = 500;
/** Where the person has named none, any name goes with the password. */
const ANY_USER = 'sandgrouse';

export interface RunningServer {
  readonly port: number;
  readonly indexUrl: string;
  readonly sharedUrls: readonly string[];
  readonly certificate: ServedCertificate | null;
  readonly token: string | null;
  readonly close: () => Promise<void>;
}

export interface MirrorServersParts {
  /** Starts to serve one mirror. `port` null: any free one. */
  readonly startServer: (options: {
    readonly directory: string;
    readonly port: number | null;
    readonly share: ShareChoice;
    readonly onRequest: (request: ServedRequest) => void;
  }) => Promise<RunningServer>;
  /** Which of them come back when the person logs in. */
  readonly kept: Pick<KeptServers, 'has' | 'keep' | 'forget'>;
  readonly startTimer: StartTimer;
  readonly publish: (mirror: string, state: ServeState) => void;
}

interface Serving {
  readonly server: RunningServer;
  readonly share: ShareChoice;
  readonly activity: ActivityCount;
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
    const { port, indexUrl, sharedUrls, certificate, token } = serving.server;
    const activity = serving.activity.read();
    const { reach, access } = serving.share;
    const isKept = access.kind === 'password' ? null : this.#parts.kept.has(mirror);
    return { status: 'serving', port, indexUrl, reach, sharedUrls, certificate, token, isKept, activity };
  }

  /** The name and password that the person has chosen for a mirror that is served; `null` where there are none. */
  readLogin(mirror: string): IndexLogin | null {
    const serving = this.#serving.get(mirror);
    if (serving === undefined || serving.share.access.kind !== 'password') return null;
    const { user, secret } = serving.share.access;
    return { username: user ?? ANY_USER, password: secret };
  }

  /** The mirrors that other computers are served from. */
  shared(): readonly string[] {
    return [...this.#serving].filter(([, { share }]) => share.reach === 'network').map(([mirror]) => mirror);
  }

  isServing(mirror: string): boolean {
    return this.#serving.has(mirror);
  }

  /** Starts to serve; a mirror that is served already goes on as it is. Throws `port-taken`, `nothing-to-serve`. */
  async start(mirror: string, port: number | null, share: ShareChoice): Promise<ServeState> {
    if (this.#serving.has(mirror)) return this.read(mirror);
    const starting = this.#starting.get(mirror) ?? this.#start(mirror, port, share);
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

  /** Stops as a person does who wants it to be over: it does not come back either. */
  async end(mirror: string): Promise<ServeState> {
    await this.#parts.kept.forget(mirror);
    return this.stop(mirror);
  }

  /** Has a mirror that is served come back when the person logs in, at the same port; or no more. */
  async keep(mirror: string, keeps: boolean): Promise<ServeState> {
    const serving = this.#serving.get(mirror);
    const { kept } = this.#parts;
    if (!keeps) await kept.forget(mirror);
    else if (serving !== undefined && serving.share.access.kind !== 'password') {
      await kept.keep({ mirror, port: serving.server.port, share: serving.share });
    }
    this.#publish(mirror);
    return this.read(mirror);
  }

  async close(): Promise<void> {
    const mirrors = new Set([...this.#serving.keys(), ...this.#starting.keys()]);
    await Promise.all([...mirrors].map((mirror) => this.stop(mirror)));
  }

  async #start(mirror: string, port: number | null, share: ShareChoice): Promise<ServeState> {
    const server = await this.#parts.startServer({
      directory: mirror,
      port,
      share,
      onRequest: (request) => this.#count(mirror, request),
    });
    this.#serving.set(mirror, { server, share, activity: new ActivityCount() });
    this.#publish(mirror);
    return this.read(mirror);
  }

  #count(mirror: string, request: ServedRequest): void {
    const serving = this.#serving.get(mirror);
    if (serving === undefined) return;
    serving.activity.add(request);
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
