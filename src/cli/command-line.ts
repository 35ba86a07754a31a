import { problemOf } from '../contract/problem';
import { runAdopt } from './commands/adopt';
import { runApproval } from './commands/approval';
import { runClients } from './commands/clients';
import { runDrives } from './commands/drives';
import { runExport } from './commands/export';
import { runHistory } from './commands/history';
import { runImport } from './commands/import';
import { runIndexes } from './commands/indexes';
import { runInit } from './commands/init';
import { runPlan } from './commands/plan';
import { runProve } from './commands/prove';
import { runReceipt } from './commands/receipt';
import { runServe } from './commands/serve';
import { runServeConfig } from './commands/serve-config';
import { runStatus } from './commands/status';
import { runSync } from './commands/sync';
import { runTargets } from './commands/targets';
import { runTransfers } from './commands/transfers';
import { runVerify } from './commands/verify';
import { runVerifyBundle } from './commands/verify-bundle';
import { EXIT_CODES, exitCodeOfSignal } from './exit-codes';
import { readArguments } from './program';
import type { Request } from './requests';
import { printJson, printLines, type Session, tellProblem } from './session';
import { UsageError } from './usage-error';

/** What the process gives to the command line. */
export type Host = Omit<Session, 'json'>;

/** Reads the arguments after the program's name, does what they ask for, and gives the exit code. Does not throw. */
export async function runCommandLine(words: readonly string[], host: Host): Promise<number> {
  const reading = readArguments(words, {
    version: host.environment.version,
    writeResult: host.results.write,
    writeNotice: host.notices.write,
  });
  switch (reading.kind) {
    case 'answered':
      return EXIT_CODES.done;
    case 'wrong':
      if (words.includes('--json')) printUsageError({ ...host, json: true }, reading.message);
      return EXIT_CODES.refused;
    case 'request':
      return perform(reading.request, { ...host, json: reading.json });
  }
}

async function perform(request: Request, session: Session): Promise<number> {
  try {
    return await dispatch(request, session);
  } catch (error) {
    if (error instanceof UsageError) {
      if (session.json) printUsageError(session, error.what);
      else
        printLines(session.notices, [
          `${session.notices.style.red('error:')} ${error.what}`,
          `  ${error.next}`,
        ]);
      return EXIT_CODES.refused;
    }
    const received = session.ending.received();
    if (received !== null) return exitCodeOfSignal(received);
    return tellProblem(session, problemOf(error));
  }
}

function dispatch(request: Request, session: Session): Promise<number> {
  switch (request.command) {
    case 'init':
      return runInit(request, session);
    case 'adopt':
      return runAdopt(request, session);
    case 'import':
      return runImport(request, session);
    case 'export':
      return runExport(request, session);
    case 'approval':
      return runApproval(request, session);
    case 'drives':
      return runDrives(request, session);
    case 'verify-bundle':
      return runVerifyBundle(request, session);
    case 'receipt':
      return runReceipt(request, session);
    case 'transfers':
      return runTransfers(request, session);
    case 'targets':
      return runTargets(request, session);
    case 'indexes':
      return runIndexes(request, session);
    case 'prove':
      return runProve(request, session);
    case 'verify':
      return runVerify(request, session);
    case 'plan':
      return runPlan(request, session);
    case 'sync':
      return runSync(request, session);
    case 'status':
      return runStatus(request, session);
    case 'history':
      return runHistory(request, session);
    case 'serve':
      return runServe(request, session);
    case 'clients':
      return runClients(request, session);
    case 'serve-config':
      return runServeConfig(request, session);
  }
}

function printUsageError(session: Session, what: string): void {
  printJson(session, { type: 'usage-error', what, exitCode: EXIT_CODES.refused });
}
