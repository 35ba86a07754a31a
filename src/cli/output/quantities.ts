import type { FileTally } from '../../contract/plan-summary';

const BYTE_UNITS = ['kB', 'MB', 'GB', 'TB'] as const;

/** Decimal units, as disks are sold: `812 B`, `12.3 kB`, `5.6 MB`, `123 GB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${Math.max(0, Math.round(bytes))} B`;
  let value = bytes;
  let unit = 'B';
  for (const next of BYTE_UNITS) {
    // What would be rounded up to 1000 is shown in the next unit.
    if (value < 999.5) break;
    value /= 1000;
    unit = next;
  }
  return `${value < 99.95 ? value.toFixed(1) : value.toFixed(0)} ${unit}`;
}

/** `1 file`, `2 files`, `1,234 files`. */
export function formatCount(value: number, one: string, many: string = `${one}s`): string {
  return `${value.toLocaleString('en')} ${value === 1 ? one : many}`;
}

/** The two largest units: `12 s`, `3 min 20 s`, `1 h 5 min`. */
export function formatDuration(durationMs: number): string {
  const seconds = Math.max(0, Math.round(durationMs / 1000));
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return joinUnits(Math.floor(seconds / 60), 'min', seconds % 60, 's');
  const minutes = Math.floor(seconds / 60);
  if (minutes < 24 * 60) return joinUnits(Math.floor(minutes / 60), 'h', minutes % 60, 'min');
  const hours = Math.floor(minutes / 60);
  return joinUnits(Math.floor(hours / 24), 'd', hours % 24, 'h');
}

function joinUnits(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}

/** `3 files, 1.2 MB`; says so where upstream does not tell every size. */
export function formatTally({ files, bytes, filesOfUnknownSize }: FileTally): string {
  if (files === 0) return 'none';
  const count = formatCount(files, 'file');
  if (filesOfUnknownSize === files) return `${count} of unknown size`;
  const unknown = filesOfUnknownSize === 0 ? '' : ` and ${filesOfUnknownSize} of unknown size`;
  return `${count}, ${formatBytes(bytes)}${unknown}`;
}

/** Local time, sortable: `2026-11-22 22:41`. */
export function formatTime(atMs: number): string {
  const date = new Date(atMs);
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** Rounded down, so that 100 means done; nothing of nothing is done. */
export function percentOf(part: number, all: number): number {
  return all <= 0 ? 100 : Math.min(100, Math.max(0, Math.floor((part / all) * 100)));
}
