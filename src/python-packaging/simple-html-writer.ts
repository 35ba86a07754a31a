import type { NormalizedName } from './name';
import type { SimpleFile, SimpleProject } from './simple-page';
import { SIMPLE_API_VERSION } from './simple-page-result';

/** A project's page in HTML, for `index.html` and `index.v1_html` alike: equal pages give equal texts. */
export function writeProjectHtml(page: SimpleProject): string {
  const meta: (readonly [string, string])[] = [];
  if (page.status !== null) {
    meta.push(['pypi:project-status', page.status.status]);
    if (page.status.reason !== null) meta.push(['pypi:project-status-reason', page.status.reason]);
  }
  return writePage(`Links for ${page.name}`, meta, page.files.map(writeAnchor));
}

/** The list of all projects in HTML. */
export function writeRootHtml(names: readonly NormalizedName[]): string {
  const projects = [...new Set(names)].sort();
  return writePage(
    'Simple index',
    [],
    projects.map((name) => `<a href="${escapeHtml(name)}/">${escapeHtml(name)}</a><br>`),
  );
}

/** `data-dist-info-metadata` is left out on purpose, as in JSON (PEP 714). */
function writeAnchor(file: SimpleFile): string {
  const { coreMetadata, yanked } = file;
  const attributes: (readonly [string, string])[] = [['href', file.url + hashFragment(file)]];
  if (file.requiresPython !== null) attributes.push(['data-requires-python', file.requiresPython]);
  if (coreMetadata !== false) {
    const { sha256 } = coreMetadata;
    attributes.push(['data-core-metadata', sha256 === null ? 'true' : `sha256=${sha256}`]);
  }
  if (yanked !== false) attributes.push(['data-yanked', yanked.reason ?? '']);
  const written = attributes.map(([name, value]) => `${name}="${escapeHtml(value)}"`).join(' ');
  return `<a ${written}>${escapeHtml(file.filename)}</a><br>`;
}

/** PEP 503 has room for one hash: SHA-256 where there is one. */
function hashFragment({ hashes }: SimpleFile): string {
  const algorithm = ['sha256', 'sha512', 'sha384', 'sha224', 'sha1', 'md5'].find((name) =>
    Object.hasOwn(hashes, name),
  );
  return algorithm === undefined ? '' : `#${algorithm}=${hashes[algorithm] ?? ''}`;
}

function writePage(
  title: string,
  meta: readonly (readonly [string, string])[],
  lines: readonly string[],
): string {
  const metaLines = [['pypi:repository-version', SIMPLE_API_VERSION] as const, ...meta].map(
    ([name, content]) => `    <meta name="${name}" content="${escapeHtml(content)}">\n`,
  );
  return `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8">
${metaLines.join('')}    <title>${escapeHtml(title)}</title>
  </head>
  <body>
    <h1>${escapeHtml(title)}</h1>
${lines.map((line) => `    ${line}\n`).join('')}  </body>
</html>
`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
