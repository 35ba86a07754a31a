import { randomUUID } from 'node:crypto';
import { homedir } from 'node:os';
import type { ActInterface, RecordAct } from '../../contract/history';
import { type Clock, SYSTEM_CLOCK } from '../files/clock';
import { createActRecorder } from '../mirror/history-file';
import { type ResolveHost, SYSTEM_RESOLVER } from '../upstream/connection/address-guard';
import { netrcCredentials, variableCredentials } from '../upstream/connection/credential-sources';
import { type CredentialSource, firstOf } from '../upstream/connection/credentials';
import type { Variables } from '../upstream/connection/proxy-choice';
import { DEFAULT_RETRY_POLICY, type RetryPolicy } from '../upstream/retry';

/**
 * What a run takes from the world around it. It comes in from outside, so that tests neither sleep nor depend on the
 * time of day.
 */
export interface Environment {
  /** The application's version, for the User-Agent of requests. */
  readonly version: string;
  readonly clock: Clock;
  /** A number from 0 up to 1, for the jitter of retries. */
  readonly random: () => number;
  readonly newId: () => string;
  readonly retryPolicy: RetryPolicy;
  /** How long an upstream may send nothing at all before a try counts as failed. */
  readonly stallTimeoutMs: number;
  /** The variables of the process: proxies, authorities for certificates. */
  readonly variables: Variables;
  /** What hosts ask for before they give something out. */
  readonly credentials: CredentialSource;
  readonly resolveHost: ResolveHost;
  readonly networkPatience: NetworkPatience;
  /** Writes into a mirror's history. */
  readonly recordAct: RecordAct;
}

/** How long a run waits for a network that is gone. */
export interface NetworkPatience {
  /** Of a plan, once anything has answered: before that, the address may be wrong, and it says so at once. */
  readonly planMs: number;
  readonly syncMs: number;
}

/** The real world. */
export function systemEnvironment(program: {
  readonly version: string;
  /** By which the person asks for what is done. */
  readonly interface: ActInterface;
}): Environment {
  return {
    version: program.version,
    clock: SYSTEM_CLOCK,
    random: Math.random,
    newId: randomUUID,
    retryPolicy: DEFAULT_RETRY_POLICY,
    stallTimeoutMs: 20_000,
    variables: process.env,
    resolveHost: SYSTEM_RESOLVER,
    networkPatience: { planMs: 600_000, syncMs: 86_400_000 },
    recordAct: createActRecorder({ ...program, now: SYSTEM_CLOCK.now }),
    credentials: firstOf([variableCredentials(process.env), netrcCredentials(process.env, homedir())]),
  };
}
