import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import {
  DEFAULT_PROFILE_OPTIONS,
  DISTRIBUTION_CHOICES,
  type DistributionChoice,
  PRERELEASE_CHOICES,
  type PrereleaseChoice,
  PYPI_URL,
} from '../contract/profile';
import { EXIT_CODES_HELP, HELP_EXAMPLES } from './program-help';
import type { Parsed, Request } from './requests';

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

const DEFAULT_STALL_SECONDS = 20;

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

type Accept = (request: Request, json: boolean) => void;

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
  addPlan(program, accept);
  addSync(program, accept);
  addStatus(program, accept);
  addServe(program, accept);
  return program;
}

function addCommand(program: Command, name: keyof typeof HELP_EXAMPLES, description: string): Command {
  return program
    .command(name)
    .description(description)
    .argument('<DIR>', 'The folder of the mirror.')
    .option('--json', 'Print one JSON value a line, for scripts.')
    .addHelpText('after', HELP_EXAMPLES[name])
    .addHelpText('after', EXIT_CODES_HELP);
}

interface InitOptions {
  readonly json?: true;
  readonly upstream: string;
  readonly require?: readonly string[];
  readonly requirement?: readonly string[];
  readonly newest?: number;
  readonly distributions: DistributionChoice;
  readonly prereleases: PrereleaseChoice;
  readonly parallel: number;
}

function addInit(program: Command, accept: Accept): void {
  const { distributions, prereleases, parallelDownloads } = DEFAULT_PROFILE_OPTIONS;
  addCommand(program, 'init', 'Make a folder a mirror: write its profile, DIR/sandgrouse.toml.')
    .option(
      '-u, --upstream <URL>',
      'Where the packages come from: the address of a Simple API (https:, http: or file:), a folder that holds one, or "sample" for the built-in sample index.',
      PYPI_URL,
    )
    .option('--require <LINE>', 'A requirement for the allowlist, as in PEP 508. May be repeated.', gather)
    .option(
      '-r, --requirement <FILE>',
      'A requirements file whose lines go to the allowlist. May be repeated.',
      gather,
    )
    .option(
      '--newest <N>',
      'Keep only the newest N matching versions of each project (1 to 10000; otherwise all).',
      whole(1, 10_000),
    )
    .addOption(
      new Option('--distributions <KIND>', 'Which kinds of file are mirrored.')
        .choices(DISTRIBUTION_CHOICES)
        .default(distributions),
    )
    .addOption(
      new Option('--prereleases <WHEN>', 'When prereleases are mirrored.')
        .choices(PRERELEASE_CHOICES)
        .default(prereleases),
    )
    .option('--parallel <N>', 'Files fetched at the same time (1 to 64).', whole(1, 64), parallelDownloads)
    .action((directory: string, options: InitOptions) => {
      const request: Request = {
        command: 'init',
        directory,
        upstream: options.upstream,
        requirements: options.require ?? [],
        requirementsFiles: options.requirement ?? [],
        newestVersions: options.newest ?? null,
        distributions: options.distributions,
        prereleases: options.prereleases,
        parallelDownloads: options.parallel,
      };
      accept(request, options.json === true);
    });
}

const TIMEOUT_HELP = 'How long the upstream may send nothing before a try counts as failed (1 to 3600).';

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

function addServe(program: Command, accept: Accept): void {
  addCommand(program, 'serve', 'Serve a mirror to pip and other installers on this computer, until Ctrl-C.')
    .option('-p, --port <N>', 'The port (1 to 65535; otherwise any free one).', whole(1, 65_535))
    .action((directory: string, options: { json?: true; port?: number }) => {
      accept({ command: 'serve', directory, port: options.port ?? null }, options.json === true);
    });
}

const gather = (value: string, earlier: readonly string[] = []): readonly string[] => [...earlier, value];

function whole(smallest: number, largest: number): (text: string) => number {
  return (text) => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= smallest && value <= largest) return value;
    throw new InvalidArgumentError(`Give a whole number from ${smallest} to ${largest}.`);
  };
}

/** Commander's own messages begin with "error: ", and some are only the name of the help that was shown. */
function plainMessage(error: CommanderError): string {
  return error.code === 'commander.help' ? 'no command was given' : error.message.replace(/^error: /, '');
}
