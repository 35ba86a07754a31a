/** The forms of a page that a mirror keeps, with the content types that clients ask for (PEP 691). */
export interface PageForm {
  readonly filename: 'index.v1_json' | 'index.v1_html' | 'index.html';
  readonly contentType: string;
}

const JSON_FORM: PageForm = { filename: 'index.v1_json', contentType: 'application/vnd.pypi.simple.v1+json' };
const V1_HTML_FORM: PageForm = {
  filename: 'index.v1_html',
  contentType: 'application/vnd.pypi.simple.v1+html',
};
const HTML_FORM: PageForm = { filename: 'index.html', contentType: 'text/html; charset=utf-8' };

/** Which media types each form answers, and in what order forms are preferred when a client likes several alike. */
const OFFERS: readonly { readonly form: PageForm; readonly types: readonly string[] }[] = [
  {
    form: JSON_FORM,
    types: ['application/vnd.pypi.simple.v1+json', 'application/vnd.pypi.simple.latest+json'],
  },
  {
    form: V1_HTML_FORM,
    types: ['application/vnd.pypi.simple.v1+html', 'application/vnd.pypi.simple.latest+html'],
  },
  { form: HTML_FORM, types: ['text/html'] },
];

interface MediaRange {
  readonly type: string;
  readonly quality: number;
}

/**
 * The form that an Accept header asks for (RFC 9110, 12.5.1; PEP 691); `null` when none of ours will do. Without a
 * header, or where a browser takes anything, the answer is HTML.
 */
export function negotiate(accept: string | undefined): PageForm | null {
  if (accept === undefined || accept.trim() === '') return HTML_FORM;
  const ranges = accept.split(',').map(parseMediaRange);
  let best: { readonly form: PageForm; readonly quality: number } | null = null;
  for (const { form, types } of OFFERS) {
    const quality = Math.max(...types.map((type) => exactQuality(ranges, type)));
    if (quality > (best?.quality ?? 0)) best = { form, quality };
  }
  if (best !== null) return best.form;
  const isHtmlRefused = ranges.some(({ type, quality }) => type === 'text/html' && quality === 0);
  const wildcard = ranges.find(({ type, quality }) => (type === '*/*' || type === 'text/*') && quality > 0);
  return wildcard !== undefined && !isHtmlRefused ? HTML_FORM : null;
}

function exactQuality(ranges: readonly MediaRange[], type: string): number {
  return ranges.find((range) => range.type === type)?.quality ?? 0;
}

function parseMediaRange(text: string): MediaRange {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
  const number = quality === undefined ? 1 : Number.parseFloat(quality);
  return { type, quality: Number.isFinite(number) ? Math.min(1, Math.max(0, number)) : 0 };
}
