import { createHash } from 'node:crypto';
import { Html, html } from './html';
import { PAGE_STYLE } from './page-style';

/** Nothing runs, nothing is loaded, from here or from elsewhere; only the one style is taken, and forms stay here. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(PAGE_STYLE).digest('base64')}'`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

export interface PageParts {
  readonly title: string;
  /** The way up, above the title: a mirror's own page, or the list of mirrors. */
  readonly up: { readonly href: string; readonly text: string } | null;
  readonly body: Html;
}

/** A whole page for people. It works without JavaScript, and there is none. */
export function layOutPage({ title, up, body }: PageParts): string {
  return html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – Sandgrouse</title>
<style>${STYLE}</style>
</head>
<body><main>
${up === null ? null : html`<nav><a href="${up.href}">${up.text}</a></nav>`}
<h1>${title}</h1>
${body}
</main></body>
</html>
`.text;
}

/** Its text is what the policy has the hash of: to the byte. */
const STYLE = new Html(PAGE_STYLE);
