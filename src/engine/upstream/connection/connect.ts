import type { Socket } from 'node:net';
import type { ChosenProxy } from './proxy-choice';

/** Where a connection shall lead, as undici says it. */
export interface ConnectTarget {
  readonly hostname: string;
  readonly host?: string;
  /** `http:` or `https:`. */
  readonly protocol: string;
  /** Empty for the protocol's own. */
  readonly port: string;
  readonly servername?: string;
  /** A connection to encrypt, rather than a new one. */
  readonly httpSocket?: Socket;
}

export type ConnectCallback = (...result: [null, Socket] | [Error, null]) => void;
export type Connect = (target: ConnectTarget, callback: ConnectCallback) => void;

/** Makes a connection through a proxy of its kind. It is not encrypted to the target yet. */
export type Tunnel = (proxy: ChosenProxy, socket: Socket, target: TunnelTarget) => Promise<Socket>;

export interface TunnelTarget {
  readonly hostname: string;
  readonly port: number;
  /** How long the proxy may be silent. */
  readonly timeoutMs: number;
}
