import { findFileSystem } from '../../engine/export/drive/drive-file-system';
import { openSigningKey } from '../../engine/export/format/signing-key';
import { type ImportOutcome, importBundle } from '../../engine/export/import-bundle';
import { EXIT_CODES, exitCodeOfSignal } from '../exit-codes';
import { importedLines } from '../output/transfer-text';
import type { ImportRequest } from '../requests';
import { printJson, printLines, type Session, tellProblem } from '../session';
import { UsageError } from '../usage-error';
import { shellWord } from './init';
import { tellTransfer } from './tell-transfer';
import { whoCarries } from './who-carries';

/** Takes in exports, one after the other: several parts of one, or deltas in their order. Ends at the first that fails. */
export async function importBundles(
  folders: readonly string[],
  request: ImportRequest,
  session: Session,
): Promise<number> {
  if (folders.length < request.files.length) {
    throw new UsageError(
      'exports and files of other tools cannot be imported together',
      'Import them one by one.',
    );
  }
  if (request.isDryRun) {
    throw new UsageError('an export has no dry run', 'Look at it with: sandgrouse verify-bundle');
  }
  let exitCode: number = EXIT_CODES.done;
  for (const from of folders) {
    exitCode = await importOne(from, request, session);
    if (exitCode !== EXIT_CODES.done) return exitCode;
  }
  return exitCode;
}

async function importOne(
  from: string,
  { directory, fingerprint, acceptGuards, by }: ImportRequest,
  session: Session,
): Promise<number> {
  const { ending, environment, program } = session;
  const { signal } = ending;
  const outcome = await importBundle({
    directory,
    from,
    confirmedFingerprint: fingerprint,
    acceptsRemovals: acceptGuards,
    fileSystem: await findFileSystem(directory, {
      platform: process.platform,
      variables: process.env,
      signal,
    }),
    key: await openSigningKey(session.applicationFolder, { signal }),
    program,
    by: whoCarries(by),
    emit: tellTransfer(session),
    now: environment.clock.now,
    signal,
  });
  if (outcome.kind === 'failed') return tellFailure(outcome, { from, directory }, session);
  if (outcome.kind === 'cancelled') {
    const received = ending.received();
    const exitCode = received === null ? EXIT_CODES.incomplete : exitCodeOfSignal(received);
    if (session.json) printJson(session, { type: 'stopped', exitCode });
    else printLines(session.notices, ['Stopped; nothing of it is visible. The same command goes on.']);
    return exitCode;
  }
  const { kind, ...facts } = outcome;
  if (session.json) printJson(session, { type: kind, ...facts, exitCode: EXIT_CODES.done });
  else printLines(session.results, importedLines(outcome, session.results.style));
  return EXIT_CODES.done;
}

async function tellFailure(
  { problem }: Extract<ImportOutcome, { readonly kind: 'failed' }>,
  { from, directory }: { readonly from: string; readonly directory: string },
  session: Session,
): Promise<number> {
  const exitCode = await tellProblem(session, problem);
  if (!session.json && problem.code === 'bundle-key-unconfirmed') {
    const words = [shellWord(directory), shellWord(from), '--fingerprint', problem.parameters.fingerprint];
    printLines(session.notices, [`  Where it is the same: sandgrouse import ${words.join(' ')}`]);
  }
  return exitCode;
}
