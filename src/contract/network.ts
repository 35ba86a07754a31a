/** How the indexes of a mirror are reached, and what of the line may be used. Holds no secret: those are kept elsewhere. */
export interface NetworkOptions {
  /** http, https or socks5, without a password; `null`: what `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY` say. */
  readonly proxyUrl: string | null;
  /** Paths of PEM files with certificate authorities that are trusted besides those that are known. */
  readonly certificateAuthorities: readonly string[];
  /** Over all downloads together; `null`: as fast as it goes. */
  readonly maxBytesPerSecond: number | null;
  /** Connections to one host at a time, 1 to 64. */
  readonly connectionsPerHost: number;
  /** A nearby copy of upstream's files, which is asked first. */
  readonly fileMirror: FileMirror | null;
}

export interface FileMirror {
  /** Below it stands `packages/…` as upstream has it: http or https. */
  readonly url: string;
  /** Whether upstream is asked for what the copy does not have or does not give. */
  readonly fallback: boolean;
}

/**
 * An index besides upstream, for certain projects: they are taken from it and from nowhere else, and nothing but them is
 * taken from it.
 */
export interface BoundIndex {
  /** Address of its Simple API: http, https or file. */
  readonly url: string;
  /** Names of projects, normalised; one that ends in `*` stands for all names that begin so. */
  readonly projects: readonly string[];
}

export const DEFAULT_NETWORK_OPTIONS: NetworkOptions = {
  proxyUrl: null,
  certificateAuthorities: [],
  maxBytesPerSecond: null,
  connectionsPerHost: 64,
  fileMirror: null,
};
