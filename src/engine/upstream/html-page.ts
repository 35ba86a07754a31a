import { Parser } from 'htmlparser2';
import type { PageAnchor, PageMeta } from '../../python-packaging/simple-html-reader';

/** What a page of the Simple API consists of, in HTML: its links, its meta tags, and the base of relative links. */
export interface HtmlPage {
  readonly anchors: readonly PageAnchor[];
  readonly metas: readonly PageMeta[];
  readonly baseHref: string | null;
}

/** Picks the few elements out of a page that PEP 503 speaks of; never fails, as browsers never do. */
export function parseHtmlPage(html: string): HtmlPage {
  const anchors: PageAnchor[] = [];
  const metas: PageMeta[] = [];
  let baseHref: string | null = null;
  const parser = new Parser({
    onopentag: (tag, attributes) => {
      if (tag === 'a') anchors.push({ href: attributes.href ?? null, attributes });
      if (tag === 'base') baseHref ??= attributes.href ?? null;
      const { name, content } = attributes;
      if (tag === 'meta' && name !== undefined && content !== undefined) metas.push({ name, content });
    },
  });
  parser.write(html);
  parser.end();
  return { anchors, metas, baseHref };
}
