import { type Command, Option } from 'commander';
import { CLOSURE_MODES, type ClosureMode } from '../contract/profile';
import { type Accept, addCommand, BY_HELP, gather, INDEX_HELP, readName } from './command-options';

const SCRIPT_FILENAME = 'sandgrouse-target.py';

interface ImportOptions {
  readonly json?: true;
  readonly extra?: readonly string[];
  readonly group?: readonly string[];
  readonly dryRun?: true;
  readonly bandersnatchOut?: string;
  readonly fingerprint?: string;
  readonly by?: string;
  readonly yes?: true;
}

export function addImport(program: Command, accept: Accept): void {
  addCommand(
    program,
    'import',
    'Take in an export from another computer; or what other tools’ files ask for, into the profile.',
  )
    .argument('[FILE...]', 'Files of other tools, or the folders of exports.')
    .option('--extra <NAME>', 'An extra of a pyproject.toml to take as well. May be repeated.', gather)
    .option('--group <NAME>', 'A dependency group of a pyproject.toml to take. May be repeated.', gather)
    .option('--dry-run', 'Say what would be imported, and change nothing.')
    .option(
      '--bandersnatch-out <FILE>',
      'Write the profile as a configuration of bandersnatch ("-" for standard output).',
    )
    .option(
      '--fingerprint <SIGNS>',
      'Of the key that signed the export, as the exporting computer shows it. Needed the first time.',
    )
    .option('--by <NAME>', BY_HELP, readName)
    .option(
      '-y, --yes',
      'Go ahead where an export removes much of the mirror, or is older than what it holds.',
    )
    .action((directory: string, files: readonly string[], options: ImportOptions, command: Command) => {
      const { extra, group, dryRun, bandersnatchOut = null, fingerprint = null, by = null, yes } = options;
      if ((files.length === 0) === (bandersnatchOut === null)) {
        command.error('error: name files to import, or --bandersnatch-out FILE, and not both');
      }
      const choices =
        extra === undefined && group === undefined ? null : { extras: extra ?? [], groups: group ?? [] };
      accept(
        {
          command: 'import',
          directory,
          files,
          choices,
          isDryRun: dryRun === true,
          bandersnatchPath: bandersnatchOut,
          fingerprint,
          acceptGuards: yes === true,
          by,
        },
        options.json === true,
      );
    });
}

interface TargetsOptions {
  readonly json?: true;
  readonly script?: string | true;
  readonly add?: readonly string[];
  readonly remove?: readonly string[];
  readonly closure?: ClosureMode;
  readonly bootstrap?: boolean;
}

export function addTargets(program: Command, accept: Accept): void {
  addCommand(
    program,
    'targets',
    'List the computers that can be planned for, or a mirror’s, or change them.',
    '[DIR]',
  )
    .option(
      '--script [FILE]',
      `Write the script that describes a Python on an offline computer (otherwise to ${SCRIPT_FILENAME}; "-" for standard output).`,
    )
    .option(
      '--add <ID|FILE>',
      'Add a target: an id, or a file that the script wrote. May be repeated.',
      gather,
    )
    .option('--remove <ID>', 'Take a target off. May be repeated.', gather)
    .addOption(new Option('--closure <MODE>', 'How far requirements are followed.').choices(CLOSURE_MODES))
    .option('--bootstrap', 'Add pip, setuptools and wheel for every target.')
    .option('--no-bootstrap', 'Do not add them.')
    .action((directory: string | undefined, options: TargetsOptions, command: Command) => {
      const { add = [], remove = [], closure = null, bootstrap = null, script } = options;
      const isChange = add.length + remove.length > 0 || closure !== null || bootstrap !== null;
      if (script !== undefined && (isChange || directory !== undefined)) {
        command.error('error: --script stands alone');
      }
      if (isChange && directory === undefined)
        command.error('error: name the folder of the mirror to change');
      const scriptPath = script === true ? SCRIPT_FILENAME : (script ?? null);
      accept(
        { command: 'targets', directory: directory ?? null, scriptPath, add, remove, closure, bootstrap },
        options.json === true,
      );
    });
}

export function addIndexes(program: Command, accept: Accept): void {
  addCommand(program, 'indexes', 'List the indexes that projects of a mirror are bound to, or change them.')
    .option('--add <URL=NAMES>', INDEX_HELP, gather)
    .option(
      '--remove <URL>',
      'Take an index off: its projects come from the upstream then. May be repeated.',
      gather,
    )
    .action(
      (directory: string, options: { json?: true; add?: readonly string[]; remove?: readonly string[] }) => {
        const { add = [], remove = [] } = options;
        accept({ command: 'indexes', directory, add, remove }, options.json === true);
      },
    );
}

export function addProve(program: Command, accept: Accept): void {
  addCommand(program, 'prove', 'Prove that every target can install what is asked for from the mirror alone.')
    .option('-t, --target <ID>', 'Prove for this target only. May be repeated.', gather)
    .option('--no-pip', 'Ask no pip on this computer.')
    .action((directory: string, options: { json?: true; target?: readonly string[]; pip: boolean }) => {
      const { target: targets = [], pip: withPip } = options;
      accept({ command: 'prove', directory, targets, withPip }, options.json === true);
    });
}
