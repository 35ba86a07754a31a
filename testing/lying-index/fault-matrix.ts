import type { Fault } from './faults';

/** What an index is asked for. `wheel-parts`: METADATA out of a wheel, by ranges, where no metadata file is there. */
export const ITEMS = ['root', 'page', 'metadata', 'wheel-parts', 'file'] as const;
export type Item = (typeof ITEMS)[number];

interface FaultRow {
  readonly name: string;
  readonly fault: Fault;
  /** The items that it can befall. */
  readonly items: readonly Item[];
  /** How many answers make it happen once. */
  readonly answers?: number;
}

const JSON_TYPE = 'application/vnd.pypi.simple.v1+json';
const INVALID_JSON = '{"files": [';
/** A wheel of the matrix is longer. */
const CUT = 30_000;

/** Only pages are JSON. */
const PAGES: readonly Item[] = ['root', 'page'];
/** Only these are announced with a hash; METADATA out of a wheel is a part of what is. */
const HASHED: readonly Item[] = ['metadata', 'file'];

const FAULTS: readonly FaultRow[] = [
  { name: 'is refused', fault: { kind: 'refused' }, items: ITEMS },
  { name: 'resets', fault: { kind: 'reset' }, items: ITEMS },
  { name: 'stalls before its head', fault: { kind: 'stall' }, items: ITEMS },
  { name: 'stalls in its body', fault: { kind: 'stall', afterBytes: 10 }, items: ITEMS },
  { name: 'answers 404', fault: { kind: 'status', status: 404 }, items: ITEMS },
  { name: 'answers 429', fault: { kind: 'status', status: 429 }, items: ITEMS },
  { name: 'answers 500', fault: { kind: 'status', status: 500 }, items: ITEMS },
  {
    name: 'answers 503 with Retry-After',
    fault: { kind: 'status', status: 503, headers: { 'retry-after': '7' } },
    items: ITEMS,
  },
  { name: 'is cut short', fault: { kind: 'short-body', bytes: 20 }, items: ITEMS },
  { name: 'goes on behind its end', fault: { kind: 'long-body' }, items: ITEMS },
  { name: 'has a wrong byte', fault: { kind: 'flipped-byte' }, items: HASHED },
  { name: 'announces a wrong length', fault: { kind: 'wrong-length' }, items: ITEMS },
  { name: 'ignores the range', fault: { kind: 'ignore-range' }, items: ['wheel-parts'] },
  { name: 'ignores the range', fault: { kind: 'ignore-range', bytes: CUT }, items: ['file'], answers: 2 },
  { name: 'answers another range', fault: { kind: 'wrong-content-range' }, items: ['wheel-parts'] },
  {
    name: 'answers another range',
    fault: { kind: 'wrong-content-range', bytes: CUT },
    items: ['file'],
    answers: 2,
  },
  { name: 'changes between parts', fault: { kind: 'changed-etag' }, items: ['wheel-parts'] },
  { name: 'changes between parts', fault: { kind: 'changed-etag', bytes: CUT }, items: ['file'], answers: 2 },
  // Ten redirects are followed, the eleventh is refused.
  { name: 'redirects in a circle', fault: { kind: 'redirect-loop' }, items: ITEMS, answers: 11 },
  { name: 'is damaged gzip', fault: { kind: 'bad-gzip' }, items: ITEMS },
  { name: 'is no JSON', fault: { kind: 'body', body: INVALID_JSON, contentType: JSON_TYPE }, items: PAGES },
  { name: 'is no page', fault: { kind: 'body', body: '{}', contentType: JSON_TYPE }, items: PAGES },
  { name: 'speaks no TLS', fault: { kind: 'no-tls' }, items: ITEMS },
];

export interface MatrixCase {
  readonly name: string;
  readonly fault: Fault;
  /** How many answers are wrong where it happens once. */
  readonly answers: number;
}

/** Every fault that can befall an item. */
export function faultsOf(item: Item): readonly MatrixCase[] {
  return FAULTS.filter(({ items }) => items.includes(item)).map(({ name, fault, answers = 1 }) => ({
    name,
    fault,
    answers,
  }));
}

/** Whether an item comes in the end even where the fault never ends, because there is another way to it. */
export function hasOtherWay(item: Item, { kind, ...rest }: Fault): boolean {
  // A metadata file that is announced and missing: the wheel itself tells.
  if (item === 'metadata') return kind === 'status' && 'status' in rest && rest.status === 404;
  // An index that knows no ranges: the whole wheel is read.
  return item === 'wheel-parts' && kind === 'ignore-range';
}
