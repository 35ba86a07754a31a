/** Numbers as people read them, in one language. All of them are pure. */
export interface Format {
  /** 1,234 */
  readonly count: (value: number) => string;
  /** Decimal units, as shops and disks count: 12.3 MB. */
  readonly bytes: (bytes: number) => string;
  /** 43%, rounded down: 100% means done. `part` of 0 in 0 is done. */
  readonly percent: (part: number, all: number) => string;
  /** 3 min, 20 sec: the two largest units. */
  readonly duration: (durationMs: number) => string;
  readonly dateTime: (atMs: number) => string;
  /** Monday, November 23, 2026 */
  readonly day: (atMs: number) => string;
  /** The time of day, with seconds. */
  readonly time: (atMs: number) => string;
}

const BYTE_UNITS = ['kilobyte', 'megabyte', 'gigabyte', 'terabyte', 'petabyte'] as const;

const TIME_UNITS = [
  { unit: 'day', ms: 86_400_000 },
  { unit: 'hour', ms: 3_600_000 },
  { unit: 'minute', ms: 60_000 },
  { unit: 'second', ms: 1000 },
] as const;

export function createFormat(language: string): Format {
  const count = new Intl.NumberFormat(language);
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 });
  const time = new Intl.DateTimeFormat(language, { timeStyle: 'medium' });
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'full' });
  const dateTime = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  const pieces = new Intl.ListFormat(language, { type: 'unit', style: 'narrow' });
  // To make one takes far longer than to use it, and a long list has one size a cell.
  const units = new Map<string, Intl.NumberFormat>();
  const unit = (value: number, name: string, digits: number): string => {
    const key = `${name} ${digits}`;
    const made = units.get(key) ?? unitFormat(language, name, digits);
    units.set(key, made);
    return made.format(value);
  };
  return {
    count: (value) => count.format(value),
    bytes: (bytes) => {
      const { value, name } = scaleBytes(bytes);
      return unit(value, name, value === 0 || value >= 100 ? 0 : 1);
    },
    percent: (part, all) => percent.format(floorPercent(part, all) / 100),
    duration: (durationMs) =>
      pieces.format(splitDuration(durationMs).map((piece) => unit(piece.value, piece.unit, 0))),
    dateTime: (atMs) => dateTime.format(atMs),
    day: (atMs) => day.format(atMs),
    time: (atMs) => time.format(atMs),
  };
}

function unitFormat(language: string, name: string, digits: number): Intl.NumberFormat {
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: name,
    unitDisplay: 'short',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}

/** Whole percent, 0 to 100, rounded down. */
export function floorPercent(part: number, all: number): number {
  if (all <= 0) return 100;
  return Math.max(0, Math.min(100, Math.floor((part / all) * 100)));
}

function scaleBytes(bytes: number): { readonly value: number; readonly name: string } {
  let value = Math.max(0, bytes) / 1000;
  let index = 0;
  // 999.95 would be shown as 1000.0.
  while (value >= 999.5 && index < BYTE_UNITS.length - 1) {
    value /= 1000;
    index += 1;
  }
  return { value, name: BYTE_UNITS[index] ?? 'kilobyte' };
}

function splitDuration(durationMs: number): readonly { readonly value: number; readonly unit: string }[] {
  const rounded = Math.max(0, Math.round(durationMs / 1000) * 1000);
  const first = TIME_UNITS.findIndex(({ ms }) => rounded >= ms);
  if (first === -1) return [{ value: 0, unit: 'second' }];
  let rest = rounded;
  return TIME_UNITS.slice(first, first + 2)
    .map(({ unit, ms }) => {
      const value = Math.floor(rest / ms);
      rest -= value * ms;
      return { value, unit };
    })
    .filter(({ value }) => value > 0);
}
