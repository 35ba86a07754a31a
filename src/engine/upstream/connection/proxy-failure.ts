/**
 * Why there is no way through a proxy. `unreachable`: the proxy itself; `password`: it asks for one, or refuses the one it
 * got; `refused`: it does not want to; `target`: it cannot reach the host either.
 */
export type ProxyFault = 'unreachable' | 'password' | 'refused' | 'target';

/** On its way from a connection to `httpProblem`, which knows what was asked for. Holds no password. */
export class ProxyFailure extends Error {
  override readonly name = 'ProxyFailure';
  constructor(
    /** As it is shown to people. */
    readonly proxy: string,
    readonly fault: ProxyFault,
    /** In words, or what the network threw. */
    readonly reason: string | Error,
  ) {
    super(typeof reason === 'string' ? reason : reason.message);
  }
}
