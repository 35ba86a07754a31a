import { createHash } from 'node:crypto';
import { buildWheel, sha256, type WheelSpec } from '../wheel-builder';

export const UPLOAD_TIME = '2026-01-02T03:04:05.000000Z';

/** One thing that the index has under a path. */
export interface Resource {
  readonly contentType: string;
  readonly content: Buffer;
  readonly etag: string;
}

interface ListedWheel {
  readonly filename: string;
  readonly path: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly requiresPython: string | null;
  readonly metadataSha256: string;
  readonly yanked: string | null;
}

/** PEP 792. */
export interface StatedProject {
  readonly status: string;
  readonly reason: string | null;
}

/** The files of an index by path, and the pages made from them. */
export interface IndexContent {
  readonly files: ReadonlyMap<string, Resource>;
  readonly projects: ReadonlyMap<string, readonly ListedWheel[]>;
  /** By normalised name. */
  readonly statuses: ReadonlyMap<string, StatedProject>;
}

const normalize = (name: string): string => name.replace(/[-_.]+/g, '-').toLowerCase();

export function buildContent(
  wheels: readonly WheelSpec[],
  statuses: IndexContent['statuses'] = new Map(),
): IndexContent {
  const files = new Map<string, Resource>();
  const projects = new Map<string, ListedWheel[]>();
  for (const spec of wheels) {
    const { filename, content, metadata } = buildWheel(spec);
    const hash = sha256(content);
    const path = `/packages/${folderOf(content)}/${filename}`;
    files.set(path, resource(content, 'application/octet-stream'));
    files.set(`${path}.metadata`, resource(metadata, 'text/plain'));
    const name = normalize(spec.name);
    const listed = {
      filename,
      path,
      sha256: hash,
      sizeBytes: content.length,
      requiresPython: spec.requiresPython ?? null,
      metadataSha256: sha256(metadata),
      yanked: spec.yanked ?? null,
    };
    projects.set(name, [...(projects.get(name) ?? []), listed]);
  }
  return { files, projects, statuses };
}

/** In the form of PyPI's folders, from another hash than the one on the pages: there it is BLAKE2, which not every build of Node has. */
function folderOf(content: Buffer): string {
  const hash = createHash('sha512').update(content).digest('hex').slice(0, 64);
  return `${hash.slice(0, 2)}/${hash.slice(2, 4)}/${hash.slice(4)}`;
}

function resource(content: Buffer, contentType: string): Resource {
  return { content, contentType, etag: `"${sha256(content).slice(0, 16)}"` };
}

export const JSON_TYPE = 'application/vnd.pypi.simple.v1+json';

/** A page in the form that the request accepts; `null` for what the index does not have. */
export function pageOf(content: IndexContent, path: string, accept: string): Resource | null {
  if (path === '/simple/') return resource(Buffer.from(rootPage(content)), JSON_TYPE);
  const name = /^\/simple\/([^/]+)\/$/.exec(path)?.[1];
  const wheels = name === undefined ? undefined : content.projects.get(name);
  if (name === undefined || wheels === undefined) return null;
  return accept.includes(JSON_TYPE)
    ? resource(Buffer.from(jsonPage(name, wheels, content.statuses.get(name))), JSON_TYPE)
    : resource(Buffer.from(htmlPage(wheels, content.statuses.get(name))), 'text/html');
}

function rootPage({ projects, statuses }: IndexContent): string {
  return JSON.stringify({
    meta: { 'api-version': '1.1' },
    projects: [...projects].map(([name, wheels]) => ({
      name,
      '_last-serial': serialOf(wheels, statuses.get(name)),
    })),
  });
}

/** Another number whenever what a project's page says is another thing, as PyPI counts its changes. */
function serialOf(wheels: readonly ListedWheel[], stated: StatedProject | undefined): number {
  const said = [...wheels.map(({ path, yanked }) => `${path} ${yanked ?? ''}`), JSON.stringify(stated) ?? ''];
  return Number.parseInt(sha256(Buffer.from(said.join())).slice(0, 10), 16);
}

function jsonPage(name: string, wheels: readonly ListedWheel[], stated: StatedProject | undefined): string {
  return JSON.stringify({
    meta: { 'api-version': '1.1' },
    name,
    ...(stated === undefined ? {} : { 'project-status': stated }),
    versions: [...new Set(wheels.map((wheel) => wheel.filename.split('-')[1]))],
    files: wheels.map((wheel) => ({
      filename: wheel.filename,
      url: `../..${wheel.path}`,
      hashes: { sha256: wheel.sha256 },
      size: wheel.sizeBytes,
      'upload-time': UPLOAD_TIME,
      ...(wheel.yanked === null ? {} : { yanked: wheel.yanked === '' ? true : wheel.yanked }),
      'core-metadata': { sha256: wheel.metadataSha256 },
      ...(wheel.requiresPython === null ? {} : { 'requires-python': wheel.requiresPython }),
    })),
  });
}

function htmlPage(wheels: readonly ListedWheel[], stated: StatedProject | undefined): string {
  const links = wheels.map(
    (wheel) =>
      `<a href="../..${wheel.path}#sha256=${wheel.sha256}"${wheel.yanked === null ? '' : ` data-yanked="${wheel.yanked}"`}>${wheel.filename}</a><br>`,
  );
  const head =
    stated === undefined
      ? ''
      : `<head><meta name="pypi:project-status" content="${stated.status}"><meta name="pypi:project-status-reason" content="${stated.reason ?? ''}"></head>`;
  return `<!DOCTYPE html><html>${head}<body>\n${links.join('\n')}\n</body></html>\n`;
}
