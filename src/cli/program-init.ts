import { type Command, Option } from 'commander';
import {
  CLOSURE_MODES,
  type ClosureMode,
  DEFAULT_PROFILE_OPTIONS,
  DISTRIBUTION_CHOICES,
  type DistributionChoice,
  PRERELEASE_CHOICES,
  type PrereleaseChoice,
  PYPI_URL,
} from '../contract/profile';
import { type Accept, addCommand, gather, INDEX_HELP, whole } from './command-options';
import type { Request } from './requests';

interface InitOptions {
  readonly json?: true;
  readonly upstream: string;
  readonly everything?: true;
  readonly index?: readonly string[];
  readonly require?: readonly string[];
  readonly requirement?: readonly string[];
  readonly constraint?: readonly string[];
  readonly target?: readonly string[];
  readonly closure?: ClosureMode;
  readonly bootstrap?: true;
  readonly newest?: number;
  readonly distributions?: DistributionChoice;
  readonly prereleases: PrereleaseChoice;
  readonly parallel: number;
}

/** The options that decide for whom a mirror is, and how far requirements are followed for them. */
function addTargetOptions(command: Command): Command {
  return command
    .option(
      '-c, --constraint <FILE>',
      'A file of requirements that limit versions without asking for a project. May be repeated.',
      gather,
    )
    .option(
      '-t, --target <ID|FILE>',
      'A Python that will install from the mirror: an id such as linux-x86_64-cp312 (see: sandgrouse targets), or a file that the target script wrote. May be repeated.',
      gather,
    )
    .addOption(
      new Option(
        '--closure <MODE>',
        'How far requirements are followed (otherwise resolved with targets, and none without).',
      ).choices(CLOSURE_MODES),
    )
    .option('--bootstrap', 'Add pip, setuptools and wheel for every target.');
}

export function addInit(program: Command, accept: Accept): void {
  const { prereleases, parallelDownloads } = DEFAULT_PROFILE_OPTIONS;
  addTargetOptions(
    addCommand(program, 'init', 'Make a folder a mirror: write its profile, DIR/sandgrouse.toml.'),
  )
    .option(
      '-u, --upstream <URL>',
      'Where the packages come from: the address of a Simple API (https:, http: or file:), a folder that holds one, or "sample" for the built-in sample index.',
      PYPI_URL,
    )
    .option(
      '--everything',
      'Mirror all projects of upstream, less what the rules of the profile drop; lines of the allowlist then only limit versions.',
    )
    .option('--index <URL=NAMES>', INDEX_HELP, gather)
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
      new Option(
        '--distributions <KIND>',
        'Which kinds of file are mirrored (otherwise wheels with targets, and all without).',
      ).choices(DISTRIBUTION_CHOICES),
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
        scope: options.everything === true ? 'everything' : 'listed',
        indexes: options.index ?? [],
        requirements: options.require ?? [],
        requirementsFiles: options.requirement ?? [],
        constraintsFiles: options.constraint ?? [],
        targets: options.target ?? [],
        closure: options.closure ?? null,
        bootstrap: options.bootstrap === true,
        newestVersions: options.newest ?? null,
        distributions: options.distributions ?? null,
        prereleases: options.prereleases,
        parallelDownloads: options.parallel,
      };
      accept(request, options.json === true);
    });
}
