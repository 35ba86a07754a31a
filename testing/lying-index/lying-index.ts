import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { WheelSpec } from '../wheel-builder';
import { buildContent, type IndexContent, pageOf, type Resource, type StatedProject } from './content';
import { type Fault, FaultScript } from './faults';
import { sendResource, sendWrong } from './send-answer';

/** One request as it arrived. */
export interface LoggedRequest {
  readonly method: string;
  readonly path: string;
  readonly range: string | null;
  readonly conditional: boolean;
}

/** A real Simple API over HTTP that can lie: JSON and HTML, ranges, conditional requests, and faults on demand. */
export interface LyingIndex {
  /** The address of the Simple API. */
  readonly url: string;
  readonly port: number;
  readonly faults: FaultScript;
  readonly requests: readonly LoggedRequest[];
  /** How many GET requests for wheels have come, by filename. */
  readonly fetchesOf: (filename: string) => number;
  readonly forgetRequests: () => void;
  /** Puts other wheels on offer. */
  readonly setWheels: (wheels: readonly WheelSpec[]) => void;
  /** What the page of a project says of all of it (PEP 792); `null`: nothing. */
  readonly setStatus: (project: string, stated: StatedProject | null) => void;
  /** Files are sent no faster than this; `null` for as fast as it goes. */
  readonly setBytesPerSecond: (bytesPerSecond: number | null) => void;
  readonly close: () => Promise<void>;
}

export interface LyingIndexOptions {
  readonly wheels: readonly WheelSpec[];
  readonly bytesPerSecond?: number | null;
  /** Answers HTML only, like a plain PEP 503 mirror. */
  readonly htmlOnly?: boolean;
}

export async function startLyingIndex(options: LyingIndexOptions): Promise<LyingIndex> {
  const statuses = new Map<string, StatedProject>();
  let content: IndexContent = buildContent(options.wheels, statuses);
  let bytesPerSecond = options.bytesPerSecond ?? null;
  const faults = new FaultScript();
  const requests: LoggedRequest[] = [];
  const server = createServer((request, response) => {
    const path = decodeURIComponent((request.url ?? '/').split('?')[0] ?? '/');
    requests.push(logged(request, path));
    const accept = options.htmlOnly === true ? '' : (request.headers.accept ?? '');
    const found = pageOf(content, path, accept) ?? content.files.get(path) ?? null;
    void respond(request, response, found, faults.take(path), bytesPerSecond);
  });
  await new Promise<void>((fulfil) => {
    server.listen(0, '127.0.0.1', fulfil);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/simple/`,
    port,
    faults,
    requests,
    fetchesOf: (filename) =>
      requests.filter((request) => request.method === 'GET' && request.path.endsWith(`/${filename}`)).length,
    forgetRequests: () => {
      requests.length = 0;
    },
    setWheels: (wheels) => {
      content = buildContent(wheels, statuses);
    },
    setStatus: (project, stated) => {
      if (stated === null) statuses.delete(project);
      else statuses.set(project, stated);
    },
    setBytesPerSecond: (value) => {
      bytesPerSecond = value;
    },
    close: () => closeServer(server),
  };
}

function logged(request: IncomingMessage, path: string): LoggedRequest {
  const { headers, method = 'GET' } = request;
  const conditional = headers['if-none-match'] !== undefined || headers['if-modified-since'] !== undefined;
  return { method, path, range: headers.range ?? null, conditional };
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  found: Resource | null,
  fault: Fault | null,
  bytesPerSecond: number | null,
): Promise<void> {
  if (fault !== null) return sendWrong(request, response, found, fault, bytesPerSecond);
  if (found === null) {
    response.writeHead(404).end('not found');
    return;
  }
  return sendResource(request, response, found, { bytesPerSecond });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((fulfil) => {
    server.close(() => fulfil());
    server.closeAllConnections();
  });
}
