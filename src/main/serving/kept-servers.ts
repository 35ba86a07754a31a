import type { ShareChoice } from '../../contract/sharing';
import type { KeptServer } from '../adapters/settings-store';

export interface KeptServersParts {
  readonly read: () => readonly KeptServer[];
  readonly write: (servers: readonly KeptServer[]) => void;
  /** Has the application started when the person logs in, or no more. */
  readonly openAtLogin: (opens: boolean) => Promise<void>;
  readonly start: (mirror: string, port: number, share: ShareChoice) => Promise<unknown>;
  /** Tells the person that a mirror is not served although it should be. */
  readonly failed: (mirror: string, error: unknown) => void;
}

/** The servers that a person wants to have back whenever this computer starts. */
export class KeptServers {
  readonly #parts: KeptServersParts;

  constructor(parts: KeptServersParts) {
    this.#parts = parts;
  }

  has(mirror: string): boolean {
    return this.#parts.read().some((kept) => kept.mirror === mirror);
  }

  /** Keeps a server, in the place of what was kept of that mirror. */
  async keep(server: KeptServer): Promise<void> {
    await this.#write([...this.#without(server.mirror), server]);
  }

  async forget(mirror: string): Promise<void> {
    if (this.has(mirror)) await this.#write(this.#without(mirror));
  }

  /** Starts all of them. One whose drive is not there, or whose port is taken, keeps no other from being served. */
  async resume(): Promise<void> {
    const { read, start, failed } = this.#parts;
    await Promise.all(
      read().map(({ mirror, port, share }) =>
        start(mirror, port, share).catch((error: unknown) => failed(mirror, error)),
      ),
    );
  }

  #without(mirror: string): readonly KeptServer[] {
    return this.#parts.read().filter((kept) => kept.mirror !== mirror);
  }

  async #write(servers: readonly KeptServer[]): Promise<void> {
    await this.#parts.openAtLogin(servers.length > 0);
    this.#parts.write(servers);
  }
}
