import MarkdownIt from 'markdown-it';
import sanitizeHtml from 'sanitize-html';
import { Html, html } from './html';

/**
 * Longer texts are shown as they are written, up to the second bound: nobody reads them here to the end, and a text that is
 * made for it, of tables or of tags that nobody closes, takes a renderer seconds, in which the server does nothing else.
 */
const LONGEST_RENDERED = 64 * 1024;
const LONGEST_SHOWN = 1024 * 1024;

const markdown = new MarkdownIt({ html: true, linkify: false });

/** No images, no scripts, no styles, no forms, no frames: words, and links that a person may follow. */
const ALLOWED: sanitizeHtml.IOptions = {
  allowedTags: [
    ...['h3', 'h4', 'h5', 'h6', 'p', 'br', 'hr', 'blockquote', 'pre', 'code', 'kbd', 'samp', 'div', 'span'],
    ...['ul', 'ol', 'li', 'dl', 'dt', 'dd', 'table', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td', 'caption'],
    ...['a', 'em', 'strong', 'b', 'i', 's', 'del', 'ins', 'sub', 'sup', 'small', 'details', 'summary'],
  ],
  allowedAttributes: {
    a: ['href', 'rel'],
    ol: ['start'],
    th: ['colspan', 'rowspan'],
    td: ['colspan', 'rowspan'],
  },
  allowedSchemes: ['http', 'https', 'mailto'],
  allowProtocolRelative: false,
  nestingLimit: 50,
  transformTags: {
    h1: 'h3',
    h2: 'h4',
    h3: 'h5',
    h4: 'h6',
    h5: 'h6',
    // A link within somebody's repository leads nowhere here: its words stay.
    a: (_, { href = '' }) =>
      /^(?:https?:|mailto:)/i.test(href)
        ? { tagName: 'a', attribs: { href, rel: 'noopener noreferrer nofollow' } }
        : { tagName: 'span', attribs: {} },
  },
  // What is left of a row of badges.
  exclusiveFilter: ({ tag, text }) => tag === 'a' && text.trim() === '',
};

/**
 * A project's description (core metadata, "Description-Content-Type"). Markdown is rendered, and then everything taken
 * out of it that is not words; reStructuredText, which has no well-kept reader outside of Python, and all else is shown
 * as it is written. It is somebody's text, whom nobody here knows.
 */
export function renderDescription(text: string, contentType: string | null): Html {
  const type = contentType?.split(';', 1)[0]?.trim().toLowerCase();
  if (type === 'text/markdown' && text.length <= LONGEST_RENDERED) {
    return html`<div class="description">${new Html(sanitizeHtml(markdown.render(text), ALLOWED))}</div>`;
  }
  return html`<pre>${text.slice(0, LONGEST_SHOWN)}</pre>`;
}
