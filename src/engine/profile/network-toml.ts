import { type BoundIndex, DEFAULT_NETWORK_OPTIONS, type NetworkOptions } from '../../contract/network';
import { renderValue } from './toml-value';

/** The keys of `[network]` as they stand in the file, and the fields that they fill. */
export const NETWORK_KEYS: { readonly [Key in keyof NetworkOptions]: string } = {
  proxyUrl: 'proxy',
  certificateAuthorities: 'certificate-authorities',
  maxBytesPerSecond: 'max-bytes-per-second',
  connectionsPerHost: 'connections-per-host',
  fileMirror: 'file-mirror',
};

/** The table `[network]` with what is not the default; empty where all is. */
export function renderNetwork(network: NetworkOptions): string {
  const lines = (Object.keys(NETWORK_KEYS) as (keyof NetworkOptions)[])
    .filter((field) => JSON.stringify(network[field]) !== JSON.stringify(DEFAULT_NETWORK_OPTIONS[field]))
    .map((field) => `${NETWORK_KEYS[field]} = ${renderValue(network[field])}\n`);
  return lines.length === 0 ? '' : `\n[network]\n${lines.join('')}`;
}

/** Each index as a table of its own. */
export function renderIndexes(indexes: readonly BoundIndex[]): string {
  return indexes
    .map(
      ({ url, projects }) =>
        `\n[[indexes]]          # these projects come from here and from nowhere else\nurl = ${renderValue(url)}\nprojects = ${renderValue(projects)}\n`,
    )
    .join('');
}
