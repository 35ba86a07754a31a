import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { normalizeName } from '../../src/python-packaging/name';

/** The projects that an index lists on its first page, sorted. */
export async function readProjectNames(indexUrl: string): Promise<readonly string[]> {
  const page = await readPage(indexUrl.endsWith('/') ? indexUrl : `${indexUrl}/`);
  const names = [...page.matchAll(/<a[^>]*>\s*([^<\s]+)\s*<\/a>/gi)].map(([, name = '']) =>
    normalizeName(name.replace(/\/$/, '')),
  );
  return [...new Set(names)].filter((name) => /^[a-z0-9]/.test(name)).sort();
}

async function readPage(url: string): Promise<string> {
  if (url.startsWith('file:')) return readFile(fileURLToPath(new URL('index.html', url)), 'utf8');
  const answer = await fetch(url, { headers: { accept: 'text/html' } });
  if (!answer.ok) throw new Error(`the index answered with ${answer.status}`);
  return answer.text();
}
