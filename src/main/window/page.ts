import { readFile } from 'node:fs/promises';
import { extname, join, resolve, sep } from 'node:path';

/**
 * The window's page comes over a scheme of our own. A `file:` page may read every file of the computer; this one has an
 * origin like any other, sees one folder, and carries its content security policy in a header.
 */
export const PAGE_SCHEME = 'sandgrouse';
export const PAGE_URL = `${PAGE_SCHEME}://app/index.html`;

const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  // The component library writes its variables as style elements.
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** Answers a request of the page with a file out of `folder`; anything else does not exist. */
export async function answerPageRequest(folder: string, url: string): Promise<Response> {
  const path = filePath(folder, url);
  const contentType = path === null ? undefined : CONTENT_TYPES[extname(path)];
  if (path === null || contentType === undefined) return notFound();
  try {
    const body = await readFile(path);
    return new Response(new Uint8Array(body), {
      headers: {
        'content-type': contentType,
        'content-security-policy': CONTENT_SECURITY_POLICY,
        'x-content-type-options': 'nosniff',
      },
    });
  } catch {
    return notFound();
  }
}

/** Whether `url` is our page: the one over our scheme, or in development the one of the development server. */
export function isPageAt(pageUrl: string, url: string): boolean {
  const page = parseUrl(pageUrl);
  const other = parseUrl(url);
  return page !== null && other !== null && page.protocol === other.protocol && page.host === other.host;
}

function filePath(folder: string, url: string): string | null {
  const parsed = parseUrl(url);
  if (parsed === null || parsed.host !== 'app') return null;
  let relative: string;
  try {
    relative = decodeURIComponent(parsed.pathname);
  } catch {
    return null;
  }
  const root = resolve(folder);
  const path = resolve(join(root, relative));
  return path.startsWith(root + sep) && !path.includes('\0') ? path : null;
}

function parseUrl(url: string): URL | null {
  return URL.canParse(url) ? new URL(url) : null;
}

function notFound(): Response {
  return new Response('Not found', { status: 404, headers: { 'content-type': 'text/plain' } });
}
