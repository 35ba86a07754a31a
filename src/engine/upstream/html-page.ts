import type { PageAnchor, PageMeta } from '../../python-packaging/simple-html-reader';
import { createTagReader } from './html-tags';

/** What a page of the Simple API consists of, in HTML: its links, its meta tags, and the base of relative links. */
export interface HtmlPage {
  readonly anchors: readonly PageAnchor[];
  readonly metas: readonly PageMeta[];
  readonly baseHref: string | null;
}

const NEEDED = {
  tags: new Set(['a', 'base', 'meta']),
  attributes: new Set([
    'href',
    'name',
    'content',
    'data-requires-python',
    'data-yanked',
    'data-core-metadata',
    'data-dist-info-metadata',
  ]),
};

/** So much is given to the reader at once: it stops between two of them where a page has too many links. */
const PART_LENGTH = 1024 * 1024;

/**
 * Picks the few elements out of a page that PEP 503 speaks of; never fails, as browsers never do. `null` where there are
 * more than `mostElements` of them.
 */
export function parseHtmlPage(html: string, mostElements = Number.POSITIVE_INFINITY): HtmlPage | null {
  const anchors: PageAnchor[] = [];
  const metas: PageMeta[] = [];
  let baseHref: string | null = null;
  const reader = createTagReader(NEEDED, (tag, attributes) => {
    if (tag === 'a') anchors.push({ href: attributes.href ?? null, attributes });
    if (tag === 'base') baseHref ??= attributes.href ?? null;
    const { name, content } = attributes;
    if (tag === 'meta' && name !== undefined && content !== undefined) metas.push({ name, content });
  });
  for (let start = 0; start < html.length; start += PART_LENGTH) {
    reader.write(html.slice(start, start + PART_LENGTH));
    if (anchors.length + metas.length > mostElements) return null;
  }
  reader.end();
  return { anchors, metas, baseHref };
}
