import { type Command, InvalidArgumentError } from 'commander';
import type { ExportSelection } from '../contract/bundle';
import { splitCommand } from '../contract/split-command';
import { type Accept, addCommand, BY_HELP, gather, readName, whole } from './command-options';
import type { ExportRequest } from './requests';

/** Commands that carry a mirror to another computer. */

interface ExportWords {
  readonly json?: true;
  readonly target?: readonly string[];
  readonly project?: readonly string[];
  readonly since?: string;
  readonly partSize?: number;
  readonly part?: number;
  readonly readBack: boolean;
  readonly scan?: readonly string[];
  readonly approval: boolean;
  readonly osv?: string;
  readonly with?: readonly string[];
  readonly withApplication?: string | true;
  readonly by?: string;
}

const OSV_HELP =
  'Known vulnerabilities for the approval sheet: a record in the OSV format, a folder or a zip of them.';

export function addExport(program: Command, accept: Accept): void {
  addCommand(program, 'export', 'Write a mirror, a part of it, or what has changed, to a drive.')
    .argument('<TO>', 'The folder that the export becomes, on the drive.')
    .option('-t, --target <ID>', 'Only what this target can install. May be repeated.', gather)
    .option('--project <NAME>', 'Only this project. May be repeated.', gather)
    .option('--since <BASE>', 'Only what has changed since then: a receipt, an earlier export, or "last".')
    .option(
      '--part-size <SIZE>',
      'Split for several drives: what each of them takes, such as 16GB.',
      readSize,
    )
    .option('--part <N>', 'Which of the parts goes to TO.', whole(1, 10_000))
    .option('--no-read-back', 'Do not read the copy again. The export tells that it was not done.')
    .option(
      '--scan <COMMAND>',
      'Run a scanner on the folder; only where it ends with 0, the export is sealed.',
      readCommand,
    )
    .option('--osv <PATH>', OSV_HELP)
    .option(
      '--with <FILE>',
      'Put this file beside it, in tools/: an installer, say. May be repeated.',
      gather,
    )
    .option(
      '--with-application [ELECTRON]',
      'Put this application beside it, to run where there is none. Give the folder of an unpacked Electron with "=".',
    )
    .option('--by <NAME>', BY_HELP, readName)
    .option('--no-approval', 'Without the approval sheet and the bill of materials.')
    .action((directory: string, to: string, words: ExportWords, command: Command) => {
      const { since = null, partSize, part, scan, readBack, approval, osv } = words;
      if (osv !== undefined && !approval) command.error('error: --osv is for the approval sheet');
      if ((partSize === undefined) !== (part === undefined)) {
        command.error('error: --part-size and --part go together');
      }
      accept(
        {
          command: 'export',
          directory,
          to,
          selection: selectionOf(words, command),
          since,
          part: partSize === undefined || part === undefined ? null : { bytes: partSize, number: part },
          readsBack: readBack,
          scan: scan ?? null,
          withApproval: approval,
          osvPath: osv ?? null,
          tools: words.with ?? [],
          electron: electronOf(words.withApplication),
          by: words.by ?? null,
        },
        words.json === true,
      );
    });
}

function electronOf(given: string | true | undefined): ExportRequest['electron'] {
  if (given === undefined) return null;
  return given === true ? { kind: 'own' } : { kind: 'folder', path: given };
}

function selectionOf(
  { target: targets = [], project: projects = [] }: Pick<ExportWords, 'target' | 'project'>,
  command: Command,
): ExportSelection {
  if (targets.length > 0 && projects.length > 0) {
    command.error('error: choose targets or projects, not both');
  }
  if (targets.length > 0) return { kind: 'targets', targets };
  return projects.length > 0 ? { kind: 'projects', projects } : { kind: 'whole' };
}

interface ApprovalWords {
  readonly json?: true;
  readonly output: string;
  readonly target?: readonly string[];
  readonly project?: readonly string[];
  readonly since?: string;
  readonly osv?: string;
}

export function addApproval(program: Command, accept: Accept): void {
  addCommand(program, 'approval', 'Write what has to be approved before an export travels.')
    .requiredOption('-o, --output <FOLDER>', 'The folder for the sheet, the table and the bill of materials.')
    .option('-t, --target <ID>', 'Only what this target can install. May be repeated.', gather)
    .option('--project <NAME>', 'Only this project. May be repeated.', gather)
    .option('--since <BASE>', 'Tell what has changed since then, as "export" takes it.')
    .option('--osv <PATH>', OSV_HELP)
    .action((directory: string, words: ApprovalWords, command: Command) => {
      const { output, since = null, osv: osvPath = null } = words;
      const selection = selectionOf(words, command);
      accept({ command: 'approval', directory, output, selection, since, osvPath }, words.json === true);
    });
}

export function addVerifyBundle(program: Command, accept: Accept): void {
  addCommand(program, 'verify-bundle', 'Check an export: signature, every file, nothing besides.')
    .option('--fingerprint <SIGNS>', 'Of the key that should have signed it.')
    .action((directory: string, words: { json?: true; fingerprint?: string }) => {
      const { fingerprint = null } = words;
      accept({ command: 'verify-bundle', directory, fingerprint }, words.json === true);
    });
}

export function addReceipt(program: Command, accept: Accept): void {
  addCommand(program, 'receipt', 'Write what a mirror took in last, for the next export to go on from.')
    .argument('<TO>', 'An export, or any folder.')
    .action((directory: string, to: string, words: { json?: true }) => {
      accept({ command: 'receipt', directory, to }, words.json === true);
    });
}

export function addTransfers(program: Command, accept: Accept): void {
  addCommand(program, 'transfers', 'Show what was exported and imported, on both sides; the newest first.')
    .option(
      '--receipt <PATH>',
      'First take in what a far side tells in its receipt: a receipt, an export, or a folder. May be repeated.',
      gather,
    )
    .option('--limit <N>', 'So many at most.', whole(1, 1_000_000), DEFAULT_TRANSFERS)
    .action((directory: string, words: { json?: true; receipt?: readonly string[]; limit: number }) => {
      const { receipt: receipts = [], limit } = words;
      accept({ command: 'transfers', directory, receipts, limit }, words.json === true);
    });
}

const DEFAULT_TRANSFERS = 50;

const SIZE = /^(\d{1,9}(?:\.\d{1,3})?)\s*(MB|GB|TB|MiB|GiB|TiB)$/i;
const UNIT_BYTES: Readonly<Record<string, number>> = {
  mb: 1e6,
  gb: 1e9,
  tb: 1e12,
  mib: 2 ** 20,
  gib: 2 ** 30,
  tib: 2 ** 40,
};

function readCommand(line: string): readonly string[] {
  const words = splitCommand(line);
  if (words !== null && words.length > 0) return words;
  throw new InvalidArgumentError('Give a program and its words, with quotes around those that have spaces.');
}

function readSize(text: string): number {
  const [, amount = '', unit = ''] = SIZE.exec(text.trim()) ?? [];
  const bytes = Math.floor(Number(amount) * (UNIT_BYTES[unit.toLowerCase()] ?? Number.NaN));
  if (bytes > 0) return bytes;
  throw new InvalidArgumentError('Give a size such as 700MB, 16GB or 14.5GiB.');
}
