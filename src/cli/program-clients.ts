import { type Command, Option } from 'commander';
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
