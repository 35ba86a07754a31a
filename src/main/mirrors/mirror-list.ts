import { basename } from 'node:path';
import type { MirrorSummary } from '../../contract/mirror';
import { refuse } from '../../contract/problem';
import type { RunState } from '../../contract/run-state';
import type { RunHost } from '../runs/run-host';

export interface MirrorListParts {
  /** The folders that are remembered from one start to the next. */
  readonly remembered: {
    readonly read: () => readonly string[];
    readonly write: (mirrors: readonly string[]) => void;
  };
  /** Looks into the folder; may take long on a drive that sleeps. */
  readonly isMirror: (directory: string) => Promise<boolean>;
  readonly createHost: (mirror: string) => RunHost;
  readonly isServing: (mirror: string) => boolean;
  readonly publish: (summaries: readonly MirrorSummary[]) => void;
  readonly log: (line: string) => void;
}

interface Entry {
  readonly host: RunHost;
  availability: MirrorSummary['availability'];
}

/**
 * The mirrors that the application knows, in the order in which they were added. A folder is taken to be there until a
 * look at it says otherwise, so that nothing waits for a slow drive.
 */
export class MirrorList {
  readonly #parts: MirrorListParts;
  readonly #entries = new Map<string, Entry>();
  readonly #closing = new AbortController();

  constructor(parts: MirrorListParts) {
    this.#parts = parts;
    for (const mirror of parts.remembered.read()) this.#insert(mirror);
  }

  summaries(): readonly MirrorSummary[] {
    return [...this.#entries].map(([mirror, entry]) => this.#summary(mirror, entry));
  }

  /** The name and the state of every run. */
  runs(): readonly { readonly name: string; readonly state: RunState }[] {
    return [...this.#entries].map(([mirror, { host }]) => ({ name: nameOf(mirror), state: host.state }));
  }

  /** Names of the mirrors that are being planned or synced. */
  namesAtWork(): readonly string[] {
    return [...this.#entries].filter(([, { host }]) => host.isWorking).map(([mirror]) => nameOf(mirror));
  }

  /** The run of a mirror on the list. A folder that was never opened here is nobody's to touch. */
  host(mirror: string): RunHost {
    const entry = this.#entries.get(mirror);
    return entry === undefined ? refuse('profile-missing', { directory: mirror }) : entry.host;
  }

  /** Puts a folder that is known to be a mirror on the list, and brings back a run that stands in it. */
  add(mirror: string): MirrorSummary {
    const known = this.#entries.get(mirror);
    const entry = known ?? this.#insert(mirror);
    entry.availability = 'ready';
    if (known === undefined) this.#parts.remembered.write([...this.#entries.keys()]);
    void this.#restore(mirror, entry);
    this.announce();
    return this.#summary(mirror, entry);
  }

  /** Takes a mirror off the list. Its folder stays as it is. */
  async forget(mirror: string): Promise<readonly MirrorSummary[]> {
    const host = this.host(mirror);
    if (host.isWorking) refuse('mirror-busy', { directory: mirror, stage: host.state.stage });
    await host.close();
    this.#entries.delete(mirror);
    this.#parts.remembered.write([...this.#entries.keys()]);
    this.announce();
    return this.summaries();
  }

  /** Looks at every folder again; a drive may have come or gone. */
  async look(): Promise<void> {
    const before = JSON.stringify(this.summaries());
    await Promise.all([...this.#entries].map(([mirror, entry]) => this.#lookAt(mirror, entry)));
    if (JSON.stringify(this.summaries()) !== before) this.announce();
  }

  announce(): void {
    this.#parts.publish(this.summaries());
  }

  /** Pauses every run and resolves when all files are closed. */
  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.all([...this.#entries.values()].map(({ host }) => host.close()));
  }

  #insert(mirror: string): Entry {
    const entry: Entry = { host: this.#parts.createHost(mirror), availability: 'ready' };
    this.#entries.set(mirror, entry);
    return entry;
  }

  async #lookAt(mirror: string, entry: Entry): Promise<void> {
    const isThere = await this.#parts.isMirror(mirror);
    entry.availability = isThere ? 'ready' : 'missing';
    if (isThere) await this.#restore(mirror, entry);
  }

  async #restore(mirror: string, { host }: Entry): Promise<void> {
    if (host.state.stage !== 'idle') return;
    try {
      await host.restore(this.#closing.signal);
    } catch (error) {
      if (!this.#closing.signal.aborted)
        this.#parts.log(`cannot look for a run in "${mirror}": ${String(error)}`);
    }
  }

  #summary(mirror: string, { host, availability }: Entry): MirrorSummary {
    return {
      mirror,
      name: nameOf(mirror),
      availability,
      stage: host.state.stage,
      serving: this.#parts.isServing(mirror),
    };
  }
}

/** The folder's last name. */
export function nameOf(mirror: string): string {
  return basename(mirror) || mirror;
}
