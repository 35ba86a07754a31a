import { remembered } from '../../python-packaging/remembered';
import { qualityOf } from './coding';

/** The forms of a page that a mirror keeps. */
export interface PageForm {
  readonly filename: 'index.v1_json' | 'index.v1_html' | 'index.html';
  readonly contentType: string;
  /** The media types that ask for it (PEP 691); `latest` gets the version that there is. */
  readonly types: readonly string[];
}

/** In the order in which a client that names several of them, and likes them alike, is served. */
export const PAGE_FORMS: readonly PageForm[] = [
  {
    filename: 'index.v1_json',
    contentType: 'application/vnd.pypi.simple.v1+json',
    types: ['application/vnd.pypi.simple.v1+json', 'application/vnd.pypi.simple.latest+json'],
  },
  {
    filename: 'index.v1_html',
    contentType: 'application/vnd.pypi.simple.v1+html',
    types: ['application/vnd.pypi.simple.v1+html', 'application/vnd.pypi.simple.latest+html'],
  },
  { filename: 'index.html', contentType: 'text/html; charset=utf-8', types: ['text/html'] },
];

interface MediaRange {
  readonly type: string;
  readonly quality: number;
}

interface Liking {
  readonly form: PageForm;
  readonly quality: number;
  /** 2 for a type that is named, 1 for `text/*`, 0 for anything at all. */
  readonly precision: number;
}

/**
 * The form among `available` that an Accept header asks for (RFC 9110, 12.5.1; PEP 691); `null` when none of them will
 * do. Who takes anything, and who says nothing, gets HTML, as everybody did before there was JSON.
 */
export function negotiate(accept: string | undefined, available: readonly PageForm[]): PageForm | null {
  const ranges = parseAccept(accept?.trim() ? accept : '*/*');
  const likings = available.flatMap((form): Liking[] => {
    const liking = form.types.map((type) => judge(form, type, ranges)).sort(byLiking)[0];
    return liking === undefined || liking.quality === 0 ? [] : [liking];
  });
  return likings.sort(byLiking)[0]?.form ?? null;
}

const LONGEST_REMEMBERED = 200;
const negotiateAmongAll = remembered((accept) => negotiate(accept, PAGE_FORMS));

/** The same among all forms; clients send the same few headers all the time. */
export function negotiateForm(accept: string | undefined): PageForm | null {
  if (accept !== undefined && accept.length > LONGEST_REMEMBERED) return negotiate(accept, PAGE_FORMS);
  return negotiateAmongAll(accept ?? '');
}

/** The most precise range that fits a type decides about it, also when it is a refusal. */
function judge(form: PageForm, type: string, ranges: readonly MediaRange[]): Liking {
  const patterns = ['*/*', `${type.split('/')[0] ?? ''}/*`, type];
  for (const precision of [2, 1, 0]) {
    const range = ranges.find((candidate) => candidate.type === patterns[precision]);
    if (range !== undefined) return { form, quality: range.quality, precision };
  }
  return { form, quality: 0, precision: 0 };
}

function byLiking(left: Liking, right: Liking): number {
  return right.quality - left.quality || right.precision - left.precision || rank(left) - rank(right);
}

function rank({ form, precision }: Liking): number {
  const place = PAGE_FORMS.indexOf(form);
  return precision === 2 ? place : -place;
}

function parseAccept(accept: string): readonly MediaRange[] {
  return accept.split(',').flatMap((text) => {
    const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
    return type === '' ? [] : [{ type, quality: qualityOf(parameters) }];
  });
}
