import type { ProblemParameters } from '../problem';

type NetworkProblem =
  | 'proxy-invalid'
  | 'proxy-unreachable'
  | 'proxy-refused'
  | 'upstream-credentials'
  | 'network-lost'
  | 'upstream-address-refused'
  | 'certificate-file-invalid'
  | 'upstream-certificate'
  | 'upstream-encryption';

const CERTIFICATE_REMEDIES = {
  authority:
    'Where a company or a proxy signs with an authority of its own, ask for its PEM file, and name that under "certificate-authorities" in the profile or in the variable SSL_CERT_FILE.',
  clock: 'Check the time and date of this computer; if they are right, tell whoever runs the index.',
  address: 'Check the address: nothing was fetched, since another host may be answering in its place.',
  operator: 'Tell whoever runs the index; nothing was fetched.',
} as const;

const utcTime = (atMs: number): string =>
  `${new Date(atMs).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

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
  'upstream-credentials': ({ url, origin, host, status, wereGiven }) => ({
    what:
      status === 401
        ? `"${origin}" ${wereGiven ? 'does not take the password or token that it was given' : 'wants a user name and a password'} for "${url}".`
        : `"${origin}" does not give out "${url}" (HTTP status 403)${wereGiven ? '' : '; it may want a user name and a password'}.`,
    next: wereGiven
      ? 'Check the user name and the password, and whether they may see this.'
      : `Give them for "${host}" in the file .netrc of your home folder, or in the variables SANDGROUSE_USERNAME and SANDGROUSE_PASSWORD (or SANDGROUSE_TOKEN) where it is the upstream; then try again.`,
  }),
  'network-lost': ({ host, cause, endsAtMs }) => ({
    what: `The network seems to be gone: "${host}" does not answer (${cause}). The run waits for it, until ${utcTime(endsAtMs)} at the longest.`,
    next: 'Check the network; the run goes on by itself.',
  }),
  'upstream-address-refused': ({ url, reason }) => ({
    what: `"${url}" was not asked: ${reason}.`,
    next: 'Where that is meant, use an index that is in the same network.',
  }),
  'certificate-file-invalid': ({ path, reason }) => ({
    what: `The certificate authorities in "${path}" cannot be used: ${reason}.`,
    next: 'Give a PEM file, which has "-----BEGIN CERTIFICATE-----" in it, or take the path out of the profile or of SSL_CERT_FILE.',
  }),
  'upstream-certificate': ({ url, cause, remedy }) => ({
    what: `The certificate of "${url}" cannot be trusted: ${cause}.`,
    next: CERTIFICATE_REMEDIES[remedy],
  }),
  'upstream-encryption': ({ url, cause }) => ({
    what: `No encrypted connection to "${url}" comes about: ${cause}.`,
    next: 'Check the address: it may begin with "http:", or have another port. A proxy on the way may be in need of being named.',
  }),
};
