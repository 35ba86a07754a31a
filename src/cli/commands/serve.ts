import type { Act } from '../../contract/history';
import { problemOf } from '../../contract/problem';
import { type Access, firewallLines, type ServedRequest } from '../../contract/sharing';
import { AccessLogFile } from '../../engine/serve/listen/access-log-file';
import { openToken, readSecretFile } from '../../engine/serve/listen/read-secret';
import { type MirrorServer, startMirrorServer } from '../../engine/serve/mirror-server';
import { EXIT_CODES } from '../exit-codes';
import { problemLines } from '../output/problem-lines';
import { formatCount } from '../output/quantities';
import type { PasswordChoice, ServeRequest } from '../requests';
import { printJson, printLines, type Session } from '../session';
import { bundleFacts, bundleLines, type OpenPlaces, openPlaces } from './serve-places';

/** `sandgrouse serve`: serves mirrors until a signal comes, which is the way that it is meant to end. */
export async function runServe(request: ServeRequest, session: Session): Promise<number> {
  const { port, reach, names, encryption, accessLogPath } = request;
  const { ending, applicationFolder, environment } = session;
  const { signal } = ending;
  const opened = await openPlaces(request.directories, session);
  const access = await readAccess(request.password, session);
  const log = accessLogPath === null ? null : await openLog(accessLogPath, session);
  let requests = 0;
  try {
    const server = await startMirrorServer({
      directories: opened.places,
      port,
      isAlone: true,
      network: {
        sharing: { reach, names, encryption, access },
        dataDirectory: applicationFolder,
        clock: environment.clock,
        signal,
      },
      onRequest: (answered: ServedRequest) => {
        requests += 1;
        log?.add(answered);
        if (session.json) printJson(session, { type: 'request', ...answered });
      },
    });
    try {
      announce(server, { request, opened, access, session });
      const { port: openPort } = server;
      await recordAll(opened, session, { act: 'serve-started', reach, port: openPort });
      await aborted(signal);
    } finally {
      await server.close();
      await recordAll(opened, session, { act: 'serve-stopped', requests });
    }
  } finally {
    await log?.close();
  }
  if (session.json) printJson(session, { type: 'stopped', requests, exitCode: EXIT_CODES.done });
  else printLines(session.notices, [`Stopped after ${formatCount(requests, 'request')}.`]);
  return EXIT_CODES.done;
}

async function recordAll({ mirrors }: OpenPlaces, { environment }: Session, act: Act): Promise<void> {
  for (const directory of mirrors) await environment.recordAct(directory, act);
}

async function readAccess(
  password: PasswordChoice,
  { applicationFolder, ending: { signal } }: Session,
): Promise<Access | null> {
  switch (password.kind) {
    case 'none':
      return null;
    case 'made':
      return { user: null, secret: await openToken(applicationFolder, { signal }) };
    case 'file':
      return { user: password.user, secret: await readSecretFile(password.path) };
  }
}

function openLog(path: string, { notices }: Session): Promise<AccessLogFile> {
  return AccessLogFile.open(path, (error) => {
    void problemLines(problemOf(error), notices.style).then((lines) => printLines(notices, lines));
  });
}

interface Announcement {
  readonly request: ServeRequest;
  readonly opened: OpenPlaces;
  readonly access: Access | null;
  readonly session: Session;
}

function announce(server: MirrorServer, { request, opened, access, session }: Announcement): void {
  const { port, indexUrl, addresses, certificate } = server;
  const token = request.password.kind === 'made' ? access?.secret : undefined;
  if (session.json) {
    const bundles = bundleFacts(opened);
    const facts = { port, indexUrl, mirrors: addresses, certificate, bundles };
    printJson(session, { type: 'serving', ...facts, ...(token === undefined ? {} : { token }) });
    return;
  }
  const lines = addresses.flatMap(({ directory, indexUrl: own, sharedUrls }) => [
    `Serving "${directory}" ${sharedUrls.length === 0 ? 'on this computer' : 'to the network'} at ${own}`,
    ...sharedUrls.map((url) => `  from other computers: ${url}`),
    `  pip install ${pipOptions(server, sharedUrls[0] ?? own)} NAME`,
  ]);
  const remarks = [
    ...certificateLines(server),
    ...accessLines(request, token),
    ...reachLines(request, server),
  ];
  printLines(session.results, [...bundleLines(opened), ...lines, ...remarks, 'Ctrl-C ends it.']);
}

/** pip wants to be told of a host that it is to believe without encryption, unless that is its own computer. */
function pipOptions({ certificate }: MirrorServer, indexUrl: string): string {
  const { protocol, hostname } = new URL(indexUrl);
  const isLoopback = /^(?:127\.|\[::1\]|localhost$)/.test(hostname);
  const trust = protocol === 'https:' || isLoopback ? '' : ` --trusted-host ${hostname}`;
  const path = certificate?.authorityPath ?? null;
  return `--index-url ${indexUrl}${trust}${path === null ? '' : ` --cert "${path}"`}`;
}

function certificateLines({ certificate }: MirrorServer): readonly string[] {
  if (certificate === null) return [];
  const { fingerprint, authorityPath } = certificate;
  const give =
    authorityPath === null ? [] : [`Clients trust it by the file "${authorityPath}": copy it to them.`];
  return [`The certificate's SHA-256 fingerprint: ${fingerprint}`, ...give];
}

function accessLines(
  { password, encryption, reach }: ServeRequest,
  token: string | undefined,
): readonly string[] {
  if (password.kind === 'none') return [];
  const isOpen = encryption.kind === 'none' && reach === 'network';
  return [
    ...(token === undefined
      ? []
      : [`The token: ${token}`, '  as the password of any user name: https://user:TOKEN@…']),
    ...(isOpen ? ['Over plain http others on the network can read it: --tls prevents that.'] : []),
  ];
}

function reachLines({ reach }: ServeRequest, { port, addresses }: MirrorServer): readonly string[] {
  if (reach === 'computer') return [];
  const lines = firewallLines(process.platform, port).map(({ firewall, line }) => `  ${firewall}: ${line}`);
  const isAlone = addresses.every(({ sharedUrls }) => sharedUrls.length === 0);
  return [
    ...(isAlone ? ['This computer has no address on a network now.'] : []),
    'Where a firewall is in the way, one of these lines lets others through:',
    ...lines,
  ];
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((fulfil) => {
    if (signal.aborted) fulfil();
    else signal.addEventListener('abort', () => fulfil(), { once: true });
  });
}
