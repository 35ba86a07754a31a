/** The installers that can be told to use a mirror. `conda` is the pip within an environment of conda's. */
export const CLIENTS = ['pip', 'uv', 'poetry', 'pdm', 'pipenv', 'conda'] as const;
export type Client = (typeof CLIENTS)[number];

/** The name by which a client knows the index, where it wants one. */
export const INDEX_NAME = 'sandgrouse';

/** Who a client says that it is. */
export interface IndexLogin {
  readonly username: string;
  /** `null`: it stays out of everything that is written down. */
  readonly password: string | null;
}

/** What a client is told about the one index that it shall use. */
export interface ClientIndex {
  /** `https:`, `http:` or `file:`; ends with a slash, holds no login, and nothing that a shell or a file would change. */
  readonly url: string;
  /** A PEM file with the certificate to trust; `null` for one that is trusted anyway, and without TLS. */
  readonly certificatePath: string | null;
  readonly login: IndexLogin | null;
}

/**
 * An index by its address; `null` for what is no address of one. A login in the address counts, and its password is kept
 * for the client's own files only where `keepsPassword` says so.
 */
export function readClientIndex(
  address: string,
  {
    certificatePath,
    keepsPassword,
  }: { readonly certificatePath: string | null; readonly keepsPassword: boolean },
): ClientIndex | null {
  const url = parseUrl(address);
  if (url === null || !['https:', 'http:', 'file:'].includes(url.protocol)) return null;
  if (certificatePath !== null && /\p{Control}/u.test(certificatePath)) return null;
  const { username, password } = url;
  url.username = '';
  url.password = '';
  url.search = '';
  url.hash = '';
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  const login =
    username === ''
      ? null
      : { username: decode(username), password: keepsPassword && password !== '' ? decode(password) : null };
  return { url: encodeOddities(url.href), certificatePath, login };
}

/** Node and windows alike have the URL Standard's parser; this room's compiler knows of neither. */
declare const URL: new (text: string) => ParsedUrl;
interface ParsedUrl {
  readonly href: string;
  readonly protocol: string;
  readonly hostname: string;
  readonly host: string;
  username: string;
  password: string;
  pathname: string;
  search: string;
  hash: string;
}

function parseUrl(address: string): ParsedUrl | null {
  try {
    return new URL(address);
  } catch {
    return null;
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Characters that may stand in an address, and that a shell, TOML or pip's files could take for something else. */
function encodeOddities(href: string): string {
  return href.replace(/[^A-Za-z0-9:/@._~%+=,[\]-]/g, (character) => encodeByte(character));
}

const encodeByte = (character: string): string =>
  `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;

/**
 * The host, with its port where one is named, that pip's family has to be told to trust; `null` where it does so by itself:
 * https, files, and this computer (https://pip.pypa.io/en/stable/cli/pip/, `--trusted-host`).
 */
export function trustedHostOf({ url }: ClientIndex): string | null {
  const { protocol, hostname, host } = new URL(url);
  if (protocol !== 'http:' || /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(hostname)) return null;
  return host;
}

/** The host alone, as `.netrc` has it. */
export function hostnameOf({ url }: ClientIndex): string {
  return new URL(url).hostname;
}

/** The address with the login in it as far as it may be written down. `placeholder` stands for a password that may not. */
export function addressWithLogin({ url, login }: ClientIndex, placeholder: string | null): string {
  if (login === null) return url;
  const password = login.password === null ? placeholder : encodeLogin(login.password);
  if (password === null) return url;
  return url.replace('://', `://${encodeLogin(login.username)}:${password}@`);
}

const encodeLogin = (text: string): string => encodeURIComponent(text).replace(/[!'()*]/g, encodeByte);

/**
 * The index of a server of our own, with the certificate to trust, and the token that it asks for: any name goes with that.
 * `null` for what is no address of one.
 */
export function servedClientIndex(
  served: {
    readonly indexUrl: string;
    readonly certificate: { readonly authorityPath: string | null } | null;
    readonly token: string | null;
  },
  { keepsPassword }: { readonly keepsPassword: boolean },
): ClientIndex | null {
  const { indexUrl, certificate, token } = served;
  const certificatePath = certificate?.authorityPath ?? null;
  const index = readClientIndex(indexUrl, { certificatePath, keepsPassword });
  if (index === null || token === null) return index;
  return { ...index, login: { username: 'token', password: keepsPassword ? token : null } };
}
