import { type Command, InvalidArgumentError } from 'commander';
import { EXIT_CODES_HELP, HELP_EXAMPLES } from './program-help';
import type { Request } from './requests';

/** Takes what a command was asked for. */
export type Accept = (request: Request, json: boolean) => void;

/** Adds a command on a mirror; `directory` is how its first argument stands in the help. */
export function addCommand(
  program: Command,
  name: keyof typeof HELP_EXAMPLES,
  description: string,
  directory: '<DIR>' | '<DIR...>' | '[DIR]' | '<DIR|URL>' = '<DIR>',
): Command {
  return program
    .command(name)
    .description(description)
    .argument(directory, ARGUMENTS[name] ?? 'The folder of the mirror.')
    .option('--json', 'Print one JSON value a line, for scripts.')
    .addHelpText('after', HELP_EXAMPLES[name])
    .addHelpText('after', EXIT_CODES_HELP);
}

const ARGUMENTS: { readonly [Name in keyof typeof HELP_EXAMPLES]?: string } = {
  'verify-bundle': 'The folder of the export.',
  clients: 'The folder of the mirror, or the address of an index.',
};

/** For an option that may be repeated. */
export const gather = (value: string, earlier: readonly string[] = []): readonly string[] => [
  ...earlier,
  value,
];

/** For an option that is a whole number. */
export function whole(smallest: number, largest: number): (text: string) => number {
  return (text) => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= smallest && value <= largest) return value;
    throw new InvalidArgumentError(`Give a whole number from ${smallest} to ${largest}.`);
  };
}

export const INDEX_HELP =
  'An index besides the upstream, and the projects that come from it and from nowhere else: URL=NAME,NAME. A name may end with "*". May be repeated.';

export const DEFAULT_STALL_SECONDS = 20;
export const TIMEOUT_HELP =
  'How long the upstream may send nothing before a try counts as failed (1 to 3600).';

export const BY_HELP = 'Who does it, for the log that travels; otherwise your name on this computer.';

export function readName(text: string): string {
  const name = text.trim();
  if (name !== '' && name.length <= LONGEST_NAME) return name;
  throw new InvalidArgumentError(`Give a name of at most ${LONGEST_NAME} characters.`);
}

const LONGEST_NAME = 100;
