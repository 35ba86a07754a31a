import type { ProblemParameters } from '../problem';

type NetworkProblem = 'proxy-invalid' | 'proxy-unreachable' | 'proxy-refused';

/** Words for what is between an index and this computer. */
export const ENGLISH_NETWORK: {
  readonly [Code in NetworkProblem]: (parameters: ProblemParameters[Code]) => {
    readonly what: string;
    readonly next: string;
  };
} = {
  'proxy-invalid': ({ source }) => ({
    what: `The address of a proxy in ${source} cannot be read.`,
    next: 'Give one such as "http://proxy.example:3128" or "socks5://proxy.example:1080".',
  }),
  'proxy-unreachable': ({ url, proxy, cause }) => ({
    what: `The proxy "${proxy}" on the way to "${url}" cannot be reached: ${cause}.`,
    next: 'Check the network and the address of the proxy, then try again.',
  }),
  'proxy-refused': ({ url, proxy, reason, wantsPassword }) => ({
    what: `The proxy "${proxy}" does not let "${url}" through: ${reason}.`,
    next: wantsPassword
      ? 'Give the proxy with a user name and a password in the variable HTTPS_PROXY, as in "http://name:password@proxy.example:3128", and none in the profile; then try again.'
      : 'Ask whoever runs the proxy, or use another way.',
  }),
};
