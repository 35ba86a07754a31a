import { type Command, Option } from 'commander';
import { CLIENTS, type Client } from '../contract/clients/client-index';
import { type Accept, addCommand, whole } from './command-options';
import { SERVED_BY, type ServedBy } from './requests';

/** Commands that set others up to use a mirror. */

const DEFAULT_PORT = 8080;

export function addServeConfig(program: Command, accept: Accept): void {
  addCommand(
    program,
    'serve-config',
    'Print what lets another program serve a mirror, or keep "serve" running.',
  )
    .addOption(new Option('--for <PROGRAM>', 'What it is for.').choices(SERVED_BY).makeOptionMandatory())
    .option('-p, --port <N>', 'The port (1 to 65535).', whole(1, 65_535), DEFAULT_PORT)
    .action((directory: string, words: { json?: true; for: ServedBy; port: number }) => {
      const { for: servedBy, port } = words;
      accept({ command: 'serve-config', directory, servedBy, port }, words.json === true);
    });
}

interface ClientsWords {
  readonly json?: true;
  readonly client?: Client;
  readonly certificate?: string;
  readonly withPassword?: true;
  readonly write?: string | true;
  readonly dryRun?: true;
  readonly undo?: string | true;
  readonly test?: string | true;
}

export function addClients(program: Command, accept: Accept): void {
  addCommand(
    program,
    'clients',
    'Tell pip and others to use a mirror: show how, write it, or try it.',
    '<DIR|URL>',
  )
    .addOption(new Option('--client <NAME>', 'One alone.').choices(CLIENTS))
    .option('--certificate <PEM>', 'The certificate to trust, for https.')
    .option('--with-password', 'Take the password of the address into what is shown and written.')
    .option('--write [FILE]', "Write it into the client's own file, or this one.")
    .option('--dry-run', 'With --write: show the change, and write nothing.')
    .option('--undo [FILE]', 'Take the last change of that file back.')
    .option(
      '--test [REQUIREMENT]',
      'Let a pip of this computer resolve through the index; nothing is installed.',
    )
    .action((from: string, words: ClientsWords, command: Command) => {
      const { client = null, certificate = null, withPassword = false, dryRun: isDryRun = false } = words;
      const { write, undo, test } = words;
      if ([write, undo, test].filter((word) => word !== undefined).length > 1) {
        command.error('error: choose one of --write, --undo and --test');
      }
      const named = (word: string | true | undefined): string | null =>
        typeof word === 'string' ? word : null;
      accept(
        {
          command: 'clients',
          from,
          client,
          certificate,
          withPassword,
          action:
            write !== undefined
              ? 'write'
              : undo !== undefined
                ? 'undo'
                : test !== undefined
                  ? 'test'
                  : 'show',
          file: named(write ?? undo),
          isDryRun,
          requirement: named(test),
        },
        words.json === true,
      );
    });
}
