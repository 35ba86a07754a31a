import { type PlainServer, startPlainServer } from './plain-server';
import { type BuiltWheel, buildWheel, sha256, type WheelSpec } from './wheel-builder';

/** An index as PyTorch has them: HTML alone, all files side by side, and little said of them. */
export interface FlatIndex {
  /** The address of the Simple API. */
  readonly url: string;
  /** What was asked for, in order: `METHOD PATH`. */
  readonly requests: readonly string[];
  readonly close: () => Promise<void>;
}

const FOLDER = '/whl/cpu/';

/** `hashes`: whether links have one. */
export async function startFlatIndex(
  wheels: readonly WheelSpec[],
  { hashes }: { readonly hashes: boolean },
): Promise<FlatIndex> {
  const built = wheels.map((spec) => ({ ...buildWheel(spec), project: spec.name }));
  const requests: string[] = [];
  const server: PlainServer = await startPlainServer((request, response) => {
    const path = decodeURIComponent(request.url ?? '/');
    requests.push(`${request.method} ${path}`);
    const file = built.find(({ filename }) => path === `${FOLDER}${filename}`);
    const page = pageAt(path, built, hashes);
    const content = file?.content ?? (page === null ? null : Buffer.from(page));
    if (content === null) {
      response.writeHead(404).end();
      return;
    }
    const contentType = file === undefined ? 'text/html' : 'binary/octet-stream';
    response.writeHead(200, { 'content-type': contentType, 'content-length': content.length });
    response.end(request.method === 'HEAD' ? undefined : content);
  });
  return { url: new URL(FOLDER, server.url).href, requests, close: server.close };
}

type Listed = BuiltWheel & { readonly project: string };

function pageAt(path: string, wheels: readonly Listed[], hashes: boolean): string | null {
  const names = [...new Set(wheels.map(({ project }) => project))];
  const links = (lines: readonly string[]): string =>
    `<!DOCTYPE html><html><body>${lines.join('<br>\n')}</body></html>`;
  if (path === FOLDER) return links(names.map((name) => `<a href="${name}/">${name}</a>`));
  const project = names.find((name) => path === `${FOLDER}${name}/`);
  if (project === undefined) return null;
  const own = wheels.filter((wheel) => wheel.project === project);
  return links(
    own.map(({ filename, content }) => {
      const fragment = hashes ? `#sha256=${sha256(content)}` : '';
      return `<a href="${FOLDER}${encodeURIComponent(filename)}${fragment}">${filename}</a>`;
    }),
  );
}
