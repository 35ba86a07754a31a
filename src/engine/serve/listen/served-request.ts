import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ServedRequest } from '../../../contract/sharing';
import { projectOfFilename } from '../../../python-packaging/filename-project';
import type { Clock } from '../../files/clock';
import { chooseMirror } from '../choose-mirror';
import { readRequestTarget } from '../request-target';
import type { ServedMirror } from '../served-mirrors';

const LONGEST_TEXT = 1_000;
/** What would be more than one line of a log, or more than it seems: controls, separators, marks of direction. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** Begins to watch a request; the answer is what became of it, to be asked for when it is over. */
export function watchRequest(
  request: IncomingMessage,
  response: ServerResponse,
  { mirrors, clock }: { readonly mirrors: readonly ServedMirror[]; readonly clock: Clock },
): () => ServedRequest {
  const { socket, headers, method = '', url = '' } = request;
  const atMs = clock.now();
  // A connection carries one answer after the other.
  const before = socket.bytesWritten;
  const client = clientOf(socket.remoteAddress);
  return () => ({
    atMs,
    client,
    method: clean(method),
    target: clean(url),
    ...findSubject(url, mirrors),
    status: response.statusCode,
    bytes: Math.max(0, socket.bytesWritten - before),
    durationMs: Math.max(0, clock.now() - atMs),
    userAgent: headers['user-agent'] === undefined ? null : clean(headers['user-agent']),
  });
}

/** Without the form that an IPv4 address has on a socket for both (RFC 4291, 2.5.5.2). */
export function clientOf(address: string | undefined): string {
  return (address ?? 'unknown').replace(/^::ffff:(?=[0-9.]+$)/, '');
}

type Subject = Pick<ServedRequest, 'mirror' | 'project' | 'isFile'>;

function findSubject(url: string, mirrors: readonly ServedMirror[]): Subject {
  const choice = chooseMirror(url, mirrors);
  if (choice.kind !== 'mirror') return { mirror: null, project: null, isFile: false };
  const target = readRequestTarget(choice.target);
  const mirror = choice.mirror.directory;
  if (target.kind === 'file') {
    const filename = target.path.slice(target.path.lastIndexOf('/') + 1);
    return { mirror, project: projectOfFilename(filename), isFile: !filename.endsWith('.metadata') };
  }
  return { mirror, project: 'project' in target ? target.project : null, isFile: false };
}

function clean(text: string): string {
  return text.slice(0, LONGEST_TEXT).replace(UNSAFE, '�');
}
