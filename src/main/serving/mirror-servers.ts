import type { IndexLogin } from '../../contract/clients/client-index';
import type { ServeState } from '../../contract/mirror';
import type { Problem } from '../../contract/problem';
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

/** What is served, and how. */
export interface Served {
  readonly directory: string;
  /** `null`: a mirror. Otherwise an export, from where it lies: the fingerprint of the key that has to have signed it. */
  readonly exportKey: string | null;
  /** `null`: any free one. */
  readonly port: number | null;
  readonly share: ShareChoice;
}

export interface ServerOptions extends Served {
  readonly onRequest: (request: ServedRequest) => void;
  /** Why something of an export is not given out; `null`: what was wrong is over. */
  readonly onFault: (fault: Problem | null) => void;
}

export interface MirrorServersParts {
  readonly startServer: (options: ServerOptions) => Promise<RunningServer>;
  /** Which of them come back when the person logs in. */
  readonly kept: Pick<KeptServers, 'has' | 'keep' | 'forget'>;
  readonly startTimer: StartTimer;
  readonly publish: (mirror: string, state: ServeState) => void;
}

interface Serving {
  readonly server: RunningServer;
  readonly served: Served;
  readonly activity: ActivityCount;
}

/** The servers of all mirrors, and of exports that are served from where they lie: one each at most. */
export class MirrorServers {
  readonly #parts: MirrorServersParts;
  readonly #serving = new Map<string, Serving>();
  readonly #starting = new Map<string, Promise<ServeState>>();
  readonly #countTimers = new Map<string, () => void>();
  readonly #faults = new Map<string, Problem>();

  constructor(parts: MirrorServersParts) {
    this.#parts = parts;
  }

  read(mirror: string): ServeState {
    const serving = this.#serving.get(mirror);
    if (serving === undefined) return STOPPED;
    const { port, indexUrl, sharedUrls, certificate, token } = serving.server;
    const activity = serving.activity.read();
    const { reach } = serving.served.share;
    const isKept = mayBeKept(serving) ? this.#parts.kept.has(mirror) : null;
    const fault = this.#faults.get(mirror) ?? null;
    return {
      status: 'serving',
      port,
      indexUrl,
      reach,
      sharedUrls,
      certificate,
      token,
      isKept,
      fault,
      activity,
    };
  }

  /** The name and password that the person has chosen for a mirror that is served; `null` where there are none. */
  readLogin(mirror: string): IndexLogin | null {
    const serving = this.#serving.get(mirror);
    if (serving?.served.share.access.kind !== 'password') return null;
    const { user, secret } = serving.served.share.access;
    return { username: user ?? ANY_USER, password: secret };
  }

  /** The mirrors that other computers are served from. */
  shared(): readonly string[] {
    return this.#those(({ share }) => share.reach === 'network');
  }

  /** The exports that are served from where they lie. */
  exports(): readonly string[] {
    return this.#those(({ exportKey }) => exportKey !== null);
  }

  isServing(mirror: string): boolean {
    return this.#serving.has(mirror);
  }

  /**
   * Starts to serve; what is served already goes on as it is. Throws `port-taken`, `nothing-to-serve`, and of an export
   * what `openExport` throws.
   */
  async start(served: Served): Promise<ServeState> {
    const { directory } = served;
    if (this.#serving.has(directory)) return this.read(directory);
    const starting = this.#starting.get(directory) ?? this.#start(served);
    this.#starting.set(directory, starting);
    return starting.finally(() => this.#starting.delete(directory));
  }

  async stop(mirror: string): Promise<ServeState> {
    await this.#starting.get(mirror)?.catch(() => undefined);
    const serving = this.#serving.get(mirror);
    if (serving === undefined) return STOPPED;
    this.#serving.delete(mirror);
    this.#countTimers.get(mirror)?.();
    this.#countTimers.delete(mirror);
    this.#faults.delete(mirror);
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
    else if (serving !== undefined && mayBeKept(serving)) {
      await kept.keep({ mirror, port: serving.server.port, share: serving.served.share });
    }
    this.#publish(mirror);
    return this.read(mirror);
  }

  async close(): Promise<void> {
    const mirrors = new Set([...this.#serving.keys(), ...this.#starting.keys()]);
    await Promise.all([...mirrors].map((mirror) => this.stop(mirror)));
  }

  async #start(served: Served): Promise<ServeState> {
    const { directory } = served;
    const server = await this.#parts.startServer({
      ...served,
      onRequest: (request) => this.#count(directory, request),
      onFault: (fault) => this.#fault(directory, fault),
    });
    this.#serving.set(directory, { server, served, activity: new ActivityCount() });
    this.#publish(directory);
    return this.read(directory);
  }

  #fault(directory: string, fault: Problem | null): void {
    if (fault === null) this.#faults.delete(directory);
    else this.#faults.set(directory, fault);
    this.#publish(directory);
  }

  #those(are: (served: Served) => boolean): readonly string[] {
    return [...this.#serving].filter(([, { served }]) => are(served)).map(([directory]) => directory);
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

/** A password is not kept, and a drive may be gone at the next login. */
function mayBeKept({ served: { exportKey, share } }: Serving): boolean {
  return exportKey === null && share.access.kind !== 'password';
}
