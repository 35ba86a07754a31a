import { type IndexContent, UPLOAD_TIME } from '../lying-index/content';
import { sha256 } from '../wheel-builder';

/** The texts that bandersnatch writes, byte for byte in its style. */

/** A project with all that its pages tell. */
export interface PageProject {
  readonly name: string;
  readonly rawName: string;
  readonly files: readonly PageFile[];
}

export interface PageFile {
  readonly filename: string;
  /** Begins with `/packages/`. */
  readonly path: string;
  readonly version: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly metadataSha256: string;
}

export const SERIAL = 31_415_926;

/** The projects of an index, as `rawNames` spells them. */
export function pageProjects(
  { projects, files }: IndexContent,
  rawNames: ReadonlyMap<string, string>,
): readonly PageProject[] {
  return [...projects].map(([name, wheels]) => ({
    name,
    rawName: rawNames.get(name) ?? name,
    files: wheels.map(({ filename, path, sha256: hash, sizeBytes }) => ({
      filename,
      path,
      version: filename.split('-')[1] ?? '',
      sha256: hash,
      sizeBytes,
      metadataSha256: sha256(files.get(`${path}.metadata`)?.content ?? Buffer.alloc(0)),
    })),
  }));
}

export interface PageStyle {
  /** What stands before `/packages/`: `../..`, or the address of the server. */
  readonly prefix: string;
  readonly digest: 'sha256' | 'none';
  readonly coreMetadata: boolean;
}

export function htmlPage(
  { rawName, files }: PageProject,
  { prefix, digest, coreMetadata }: PageStyle,
): string {
  const links = files.map((file) => {
    const hash = digest === 'none' ? '' : `#sha256=${file.sha256}`;
    const metadata = `sha256=${file.metadataSha256}`;
    const told = coreMetadata
      ? ` data-core-metadata="${metadata}" data-dist-info-metadata="${metadata}"`
      : '';
    return `    <a href="${prefix}${file.path}${hash}"${told}>${file.filename}</a><br/>`;
  });
  return `<!DOCTYPE html>
<html>
  <head>
    <meta name="pypi:repository-version" content="1.0">
    <title>Links for ${rawName}</title>
  </head>
  <body>
    <h1>Links for ${rawName}</h1>
${links.join('\n')}
  </body>
</html>
<!--SERIAL ${SERIAL}-->`;
}

export function jsonPage({ rawName, files }: PageProject, { prefix, coreMetadata }: PageStyle): string {
  return JSON.stringify({
    files: files.map((file) => ({
      filename: file.filename,
      hashes: { sha256: file.sha256 },
      'requires-python': null,
      size: file.sizeBytes,
      'upload-time': UPLOAD_TIME,
      url: `${prefix}${file.path}`,
      yanked: false,
      ...(coreMetadata ? { 'core-metadata': { sha256: file.metadataSha256 } } : {}),
    })),
    meta: { 'api-version': '1.1', '_last-serial': String(SERIAL) },
    name: rawName,
    versions: [...new Set(files.map((file) => file.version))].sort(),
  });
}

/** What `https://pypi.org/pypi/NAME/json` answers, as it is kept in `web/json`: not filtered. */
export function legacyJson({ rawName, files }: PageProject): string {
  const releases: Record<string, object[]> = {};
  for (const file of files) {
    const release = {
      digests: { md5: '0'.repeat(32), sha256: file.sha256 },
      filename: file.filename,
      packagetype: 'bdist_wheel',
      requires_python: null,
      size: file.sizeBytes,
      upload_time: UPLOAD_TIME.slice(0, 19),
      upload_time_iso_8601: UPLOAD_TIME,
      url: `https://files.pythonhosted.org${file.path}`,
      yanked: false,
      yanked_reason: null,
    };
    releases[file.version] = [...(releases[file.version] ?? []), release];
  }
  const info = { name: rawName, version: files.at(-1)?.version ?? '' };
  return JSON.stringify({ info, last_serial: SERIAL, releases, urls: [] }, null, 4);
}

export function rootHtml(folders: readonly string[]): string {
  const links = folders.map((folder) => `    <a href="${folder}/">${folder}</a><br/>\n`);
  return `<!DOCTYPE html>\n<html>\n  <head>\n  </head>\n  <body>\n${links.join('')}  </body>\n</html>`;
}

export function rootJson(folders: readonly string[]): string {
  const meta = { '_last-serial': SERIAL, 'api-version': '1.1' };
  return JSON.stringify({ meta, projects: folders.map((name) => ({ name })) });
}
