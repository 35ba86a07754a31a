/** The first version of the Simple API with project status (PEP 792); sizes and upload times came with 1.1. */
const API_VERSION = '1.4';

/**
 * One distribution file as the pages list it.
 *
 * @typedef {object} ListedFile
 * @property {string} filename
 * @property {string} path below the folder `packages`, with slashes
 * @property {string} sha256 hexadecimal
 * @property {number} sizeBytes
 * @property {Date} uploaded
 * @property {string} requiresPython
 * @property {string | false} yanked
 * @property {string | undefined} metadataSha256 of the `.metadata` file beside it, where there is one
 */

/**
 * Returns a project's page as PEP 691 JSON, with the fields of PEP 700, 714 and 792.
 *
 * @param {import('./read-projects.mjs').Project} project
 * @param {readonly ListedFile[]} files
 */
export function projectJson(project, files) {
  return json({
    meta: { 'api-version': API_VERSION },
    name: project.name,
    'project-status': project.status ?? { status: 'active' },
    versions: project.releases.map((release) => release.version),
    files: files.map((file) => ({
      filename: file.filename,
      url: fileUrl(file),
      hashes: { sha256: file.sha256 },
      size: file.sizeBytes,
      'upload-time': file.uploaded.toISOString(),
      'requires-python': file.requiresPython,
      yanked: file.yanked,
      'core-metadata': file.metadataSha256 === undefined ? false : { sha256: file.metadataSha256 },
    })),
  });
}

/**
 * Returns a project's page as PEP 503 HTML, with the attributes of PEP 592, 714 and 792.
 *
 * @param {import('./read-projects.mjs').Project} project
 * @param {readonly ListedFile[]} files
 */
export function projectHtml(project, files) {
  const status = project.status ?? { status: 'active' };
  const meta = [`<meta name="pypi:project-status" content="${escaped(status.status)}">`];
  if (status.reason)
    meta.push(`<meta name="pypi:project-status-reason" content="${escaped(status.reason)}">`);
  return html(`Links for ${project.name}`, meta, files.map(fileLink));
}

/** Returns the list of all projects as PEP 691 JSON. */
export function rootJson(projects) {
  return json({ meta: { 'api-version': API_VERSION }, projects: projects.map(({ name }) => ({ name })) });
}

/** Returns the list of all projects as PEP 503 HTML. */
export function rootHtml(projects) {
  return html(
    'Simple index',
    [],
    projects.map(({ name }) => `<a href="${name}/">${name}</a><br>`),
  );
}

function fileLink(file) {
  const attributes = [
    `href="${fileUrl(file)}#sha256=${file.sha256}"`,
    `data-requires-python="${escaped(file.requiresPython)}"`,
  ];
  if (file.metadataSha256 !== undefined)
    attributes.push(`data-core-metadata="sha256=${file.metadataSha256}"`);
  if (file.yanked !== false) attributes.push(`data-yanked="${escaped(file.yanked)}"`);
  return `<a ${attributes.join(' ')}>${file.filename}</a><br>`;
}

/** Relative, so that the tree works from any folder and any web server. */
function fileUrl(file) {
  return `../../packages/${file.path}`;
}

function html(title, meta, links) {
  const head = [
    `<meta name="pypi:repository-version" content="${API_VERSION}">`,
    ...meta,
    `<title>${title}</title>`,
  ];
  return [
    '<!DOCTYPE html>',
    '<html>',
    '<head>',
    ...head,
    '</head>',
    '<body>',
    `<h1>${title}</h1>`,
    ...links,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

function json(value) {
  return `${JSON.stringify(value, null, 1)}\n`;
}

function escaped(text) {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
