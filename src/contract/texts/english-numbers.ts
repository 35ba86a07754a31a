/** `1 file`, `2 files`. */
export const count = (value: number, one: string, many: string): string =>
  `${value} ${value === 1 ? one : many}`;

/** Sizes in words: kB below an MB, MB up to a thousand of them, then GB. */
export const megabytes = (bytes: number): string => {
  if (bytes < 999_001) return `${Math.ceil(bytes / 1000)} kB`;
  return bytes < 1_000_000_000
    ? `${(bytes / 1_000_000).toFixed(1)} MB`
    : `${(bytes / 1_000_000_000).toFixed(1)} GB`;
};
