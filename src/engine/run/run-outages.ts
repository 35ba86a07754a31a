import type { RunEvent } from '../../contract/run-event';
import type { NetworkAccess } from '../upstream/connection/network-access';
import { type HttpClient, openHttpClient } from '../upstream/http-client';
import { isSignOfOutage, type OutageWatch, watchForOutages } from '../upstream/outage';
import type { Environment } from './environment';

export interface RunPurpose {
  readonly emit: (event: RunEvent) => void;
  /** How patient it is where the network is gone; who looks something up is not. */
  readonly purpose: 'plan' | 'sync' | 'look';
}

interface RunOutages {
  readonly outages: OutageWatch;
  readonly close: () => Promise<void>;
}

/** Watches over the network of a run. `home`: the upstream's address. */
export function openRunOutages(
  home: string,
  access: NetworkAccess,
  environment: Environment,
  { emit, purpose }: RunPurpose,
): RunOutages {
  const { version, stallTimeoutMs, clock, networkPatience } = environment;
  const client = openHttpClient({ version, stallTimeoutMs, access, home });
  const patienceMs = (): number => {
    if (purpose === 'sync') return networkPatience.syncMs;
    return purpose === 'plan' && access.answered.size > 0 ? networkPatience.planMs : 0;
  };
  const outages = watchForOutages({
    home,
    probe: (url, { signal }) => answers(client, url, signal),
    hasAnswered: (host) => access.answered.has(host),
    patienceMs,
    clock,
    emit,
  });
  return { outages, close: client.close };
}

/** Whatever a host says, it is there. */
async function answers(client: HttpClient, url: string, signal: AbortSignal): Promise<boolean> {
  try {
    const response = await client.send(url, { method: 'HEAD', headers: {}, decompress: false, signal });
    response.body.destroy();
    return true;
  } catch (error) {
    signal.throwIfAborted();
    return !isSignOfOutage(error);
  }
}
