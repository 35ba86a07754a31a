import { Command, CommanderError } from 'commander';
import {
  type Accept,
  addCommand,
  DEFAULT_STALL_SECONDS,
  gather,
  TIMEOUT_HELP,
  whole,
} from './command-options';
import { addAdopt } from './program-adopt';
import { addApproval, addExport, addReceipt, addTransfers, addVerifyBundle } from './program-carrying';
import { addImport, addIndexes, addProve, addTargets } from './program-choosing';
import { addClients, addServeConfig } from './program-clients';
import { addDrives } from './program-drives';
import { EXIT_CODES_HELP, HELP_EXAMPLES } from './program-help';
import { addInit } from './program-init';
import { addServe } from './program-serve';
import { addVerify } from './program-verify';
import type { Parsed } from './requests';

/** What the command line asked for, or what has been said to the person already: the help, or what is wrong with it. */
export type Reading =
  | ({ readonly kind: 'request' } & Parsed)
  | { readonly kind: 'answered' }
  | { readonly kind: 'wrong'; readonly message: string };

export interface ProgramOutput {
  readonly version: string;
  readonly writeResult: (text: string) => void;
  readonly writeNotice: (text: string) => void;
}

/** Reads the arguments after the program's name. Help and mistakes are written as they come. */
export function readArguments(words: readonly string[], output: ProgramOutput): Reading {
  let parsed: Parsed | null = null;
  const program = buildProgram(output, (request, json) => {
    parsed = { request, json };
  });
  try {
    program.parse([...words], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    const isAnswered = error.exitCode === 0;
    return isAnswered ? { kind: 'answered' } : { kind: 'wrong', message: plainMessage(error) };
  }
  return parsed === null ? { kind: 'answered' } : { kind: 'request', ...(parsed as Parsed) };
}

function buildProgram(output: ProgramOutput, accept: Accept): Command {
  const program = new Command('sandgrouse')
    .description('Mirrors chosen Python packages, to carry and serve them where there is no internet.')
    .version(output.version, '-V, --version', 'Print the version.')
    .helpOption('-h, --help', 'Show this help.')
    .helpCommand('help [command]', 'Show the help of a command.')
    .configureOutput({ writeOut: output.writeResult, writeErr: output.writeNotice })
    .showHelpAfterError('(run it with --help to see what it takes)')
    .addHelpText('after', HELP_EXAMPLES.program)
    .addHelpText('after', EXIT_CODES_HELP)
    .exitOverride();
  addInit(program, accept);
  addAdopt(program, accept);
  addImport(program, accept);
  addTargets(program, accept);
  addIndexes(program, accept);
  addPlan(program, accept);
  addSync(program, accept);
  addVerify(program, accept);
  addProve(program, accept);
  addStatus(program, accept);
  addHistory(program, accept);
  addServe(program, accept);
  addServeConfig(program, accept);
  addClients(program, accept);
  addExport(program, accept);
  addApproval(program, accept);
  addDrives(program, accept);
  addVerifyBundle(program, accept);
  addReceipt(program, accept);
  addTransfers(program, accept);
  return program;
}

interface PlanOptions {
  readonly json?: true;
  readonly files?: true;
  readonly explain?: readonly string[];
  readonly timeout: number;
}

function addPlan(program: Command, accept: Accept): void {
  addCommand(program, 'plan', 'Show what a sync would fetch and remove, and why. Fetches no file.')
    .option('--files', 'List every file with the reason why it comes, stays, goes or is left out.')
    .option(
      '--explain <NAME>',
      'Tell why a project comes in this version, for which targets, and why not in another. May be repeated.',
      gather,
    )
    .option('--timeout <SECONDS>', TIMEOUT_HELP, whole(1, 3600), DEFAULT_STALL_SECONDS)
    .action((directory: string, options: PlanOptions) => {
      const { files: showFiles = false, explain = [], timeout } = options;
      const stallTimeoutMs = timeout * 1000;
      accept({ command: 'plan', directory, showFiles, explain, stallTimeoutMs }, options.json === true);
    });
}

function addSync(program: Command, accept: Accept): void {
  addCommand(program, 'sync', 'Plan, then fetch what is missing and remove what is no longer wanted.')
    .option('-y, --yes', 'Go ahead where a plan is held up, for instance because it removes much.')
    .option('--replan', 'Make a new plan even where a paused sync could go on with its own.')
    .option('--timeout <SECONDS>', TIMEOUT_HELP, whole(1, 3600), DEFAULT_STALL_SECONDS)
    .action((directory: string, options: { json?: true; yes?: true; replan?: true; timeout: number }) => {
      const { yes: acceptGuards = false, replan: planAnew = false, timeout } = options;
      const stallTimeoutMs = timeout * 1000;
      accept({ command: 'sync', directory, acceptGuards, planAnew, stallTimeoutMs }, options.json === true);
    });
}

function addStatus(program: Command, accept: Accept): void {
  addCommand(program, 'status', 'Show what a mirror holds and how its last sync ended.').action(
    (directory: string, options: { json?: true }) => {
      accept({ command: 'status', directory }, options.json === true);
    },
  );
}

function addHistory(program: Command, accept: Accept): void {
  addCommand(program, 'history', 'Show what was done with a mirror, when and by whom; the newest first.')
    .option('--limit <N>', 'So many at most.', whole(1, 1_000_000), DEFAULT_ACTS)
    .action((directory: string, { json, limit }: { json?: true; limit: number }) => {
      accept({ command: 'history', directory, limit }, json === true);
    });
}

const DEFAULT_ACTS = 50;

/** Commander's own messages begin with "error: ", and some are only the name of the help that was shown. */
function plainMessage(error: CommanderError): string {
  return error.code === 'commander.help' ? 'no command was given' : error.message.replace(/^error: /, '');
}
