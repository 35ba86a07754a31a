import { readProfile } from '../../engine/profile/profile-file';
import { startMirrorServer } from '../../engine/serve/mirror-server';
import { EXIT_CODES } from '../exit-codes';
import { formatCount } from '../output/quantities';
import type { ServeRequest } from '../requests';
import { printJson, printLines, type Session } from '../session';

/** `sandgrouse serve`: serves mirrors on this computer until a signal comes, which is the way that it is meant to end. */
export async function runServe({ directories, port }: ServeRequest, session: Session): Promise<number> {
  const { ending } = session;
  for (const directory of directories) await readProfile(directory, { signal: ending.signal });
  let requests = 0;
  const server = await startMirrorServer({
    directories,
    port,
    isAlone: true,
    onRequest: () => {
      requests += 1;
    },
  });
  try {
    if (session.json) {
      const { port: actualPort, indexUrl, addresses } = server;
      printJson(session, { type: 'serving', port: actualPort, indexUrl, mirrors: addresses });
    } else {
      const lines = server.addresses.flatMap(({ indexUrl }, place) => [
        `Serving "${directories[place] ?? ''}" on this computer at ${indexUrl}`,
        `  pip install --index-url ${indexUrl} NAME`,
      ]);
      printLines(session.results, [...lines, 'Ctrl-C ends it.']);
    }
    await aborted(ending.signal);
  } finally {
    await server.close();
  }
  if (session.json) printJson(session, { type: 'stopped', requests, exitCode: EXIT_CODES.done });
  else printLines(session.notices, [`Stopped after ${formatCount(requests, 'request')}.`]);
  return EXIT_CODES.done;
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((fulfil) => {
    if (signal.aborted) fulfil();
    else signal.addEventListener('abort', () => fulfil(), { once: true });
  });
}
