import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CLIENTS, type Client, type ClientIndex, readClientIndex } from '../../contract/clients/client-index';
import { snippetsFor } from '../../contract/clients/snippets';
import { refuse } from '../../contract/problem';
import { describeIndexTest, SNIPPET_PLACES } from '../../contract/texts/english-clients';
import { changedLines } from '../../engine/clients/changed-lines';
import {
  newClientFile,
  planClientFile,
  undoClientFile,
  writeClientFile,
} from '../../engine/clients/client-file';
import { findClientFile } from '../../engine/clients/client-places';
import { testIndex } from '../../engine/clients/test-index';
import { mirrorPaths } from '../../engine/mirror/mirror-paths';
import { readProfile } from '../../engine/profile/profile-file';
import { findPythons, PROBE_TIMEOUT_MS } from '../../engine/prove/find-pythons';
import { EXIT_CODES } from '../exit-codes';
import type { ClientsRequest } from '../requests';
import { printJson, printLines, type Session } from '../session';
import { UsageError } from '../usage-error';

const TEST_TIMEOUT_MS = 120_000;

/** `sandgrouse clients`: what each client is told, written into its file, tried with a real pip, or taken back. */
export async function runClients(request: ClientsRequest, session: Session): Promise<number> {
  const { signal } = session.ending;
  const { client } = request;
  if (request.action === 'undo') {
    const path = fileOf(request, session);
    const backupPath = await undoClientFile(
      { path, madeText: await madeTextOf(request, path, session) },
      { signal },
    );
    if (session.json)
      printJson(session, { type: 'client-undone', path, backupPath, exitCode: EXIT_CODES.done });
    else printLines(session.results, [`"${path}" is as it was; what it held is now in "${backupPath}".`]);
    return EXIT_CODES.done;
  }
  const { index, directory } = await readIndex(request, session);
  switch (request.action) {
    case 'show':
      return showSnippets(client === null ? CLIENTS : [client], index, session);
    case 'write':
      return writeFile(request, index, session);
    case 'test':
      return test(request, { index, directory }, session);
  }
}

/** What "--write" would have put into a file that was not there; `null` where it would not have made one. */
async function madeTextOf(request: ClientsRequest, path: string, session: Session): Promise<string | null> {
  const { client } = request;
  if (client === null) return null;
  const { index } = await readIndex(request, session);
  return newClientFile({ client, index, path });
}

async function readIndex(
  { from, certificate, withPassword, action }: ClientsRequest,
  session: Session,
): Promise<{ readonly index: ClientIndex; readonly directory: string | null }> {
  const isAddress = /^[a-z][a-z0-9+.-]+:\/\//i.test(from);
  if (!isAddress) await readProfile(from, { signal: session.ending.signal });
  const address = isAddress ? from : `${pathToFileURL(join(resolve(from), 'web', 'simple')).href}/`;
  const index = readClientIndex(address, {
    certificatePath: certificate === null ? null : resolve(certificate),
    // pip has to be told it, to try; it is written nowhere.
    keepsPassword: withPassword || action === 'test',
  });
  if (index === null) return refuse('client-index-invalid', { address: from });
  return { index, directory: isAddress ? null : resolve(from) };
}

function showSnippets(clients: readonly Client[], index: ClientIndex, session: Session): number {
  const snippets = clients.flatMap((client) =>
    snippetsFor(client, index, 'NAME').map((snippet) => ({ client, ...snippet })),
  );
  if (session.json)
    printJson(session, { type: 'clients', indexUrl: index.url, snippets, exitCode: EXIT_CODES.done });
  else {
    const { style } = session.results;
    const lines = snippets.flatMap(({ client, place, text }) => [
      '',
      `${style.bold(client)}: ${SNIPPET_PLACES[place]}`,
      ...text.split('\n').map((line) => `  ${line}`),
    ]);
    printLines(session.results, [`The index is ${index.url}`, ...lines]);
  }
  return EXIT_CODES.done;
}

async function writeFile(request: ClientsRequest, index: ClientIndex, session: Session): Promise<number> {
  const { signal } = session.ending;
  const { client, isDryRun } = request;
  if (client === null)
    throw new UsageError('which client is not said', 'Add --client, such as --client pip.');
  const path = fileOf(request, session);
  const change = await planClientFile({ client, index, path }, { signal });
  const isChanged = change.before !== change.after;
  const { backupPath } =
    isChanged && !isDryRun ? await writeClientFile(change, { signal }) : { backupPath: null };
  const lines = changedLines(change.before ?? '', change.after);
  if (session.json) {
    const { target } = change;
    printJson(session, {
      type: 'client-file',
      path,
      target,
      isChanged,
      isDryRun,
      lines,
      backupPath,
      exitCode: EXIT_CODES.done,
    });
    return EXIT_CODES.done;
  }
  if (!isChanged) printLines(session.results, [`"${path}" names this index already.`]);
  else {
    const verb = isDryRun ? 'would become' : change.before === null ? 'was written' : 'was changed';
    const kept = isDryRun
      ? []
      : [
          backupPath === null
            ? '--undo takes it away again.'
            : `What it held before is in "${backupPath}"; --undo brings it back.`,
        ];
    printLines(session.results, [`"${path}" ${verb}:`, ...lines.map((line) => `  ${line}`), ...kept]);
  }
  return EXIT_CODES.done;
}

function fileOf({ client, file }: ClientsRequest, session: Session): string {
  if (file !== null) return resolve(file);
  const found =
    client === null
      ? null
      : findClientFile(client, {
          platform: process.platform,
          variables: session.environment.variables,
          homeFolder: homedir(),
          projectFolder: process.cwd(),
        });
  if (found === null)
    throw new UsageError('which file is not said', 'Name a file, or a client that has one of its own.');
  return found;
}

async function test(
  { requirement }: ClientsRequest,
  { index, directory }: { readonly index: ClientIndex; readonly directory: string | null },
  session: Session,
): Promise<number> {
  const { targetScript, environment, ending } = session;
  const { variables } = environment;
  const { signal } = ending;
  const { platform } = process;
  const pythons = await findPythons({
    targetScript,
    variables,
    platform,
    probeTimeoutMs: PROBE_TIMEOUT_MS,
    signal,
  });
  const outcome = await testIndex({
    index,
    requirement,
    tree: directory === null ? null : mirrorPaths(directory).web,
    pythons,
    variables,
    timeoutMs: TEST_TIMEOUT_MS,
    signal,
  });
  const exitCode = outcome.kind === 'works' ? EXIT_CODES.done : EXIT_CODES.incomplete;
  if (session.json) printJson(session, { type: 'client-test', ...outcome, exitCode });
  else {
    const output = outcome.kind === 'refused' ? outcome.output.split('\n').map((line) => `  ${line}`) : [];
    printLines(session.results, [describeIndexTest(outcome), ...output]);
  }
  return exitCode;
}
