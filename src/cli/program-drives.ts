import type { Command } from 'commander';
import type { Accept } from './command-options';
import { EXIT_CODES_HELP, HELP_EXAMPLES } from './program-help';

/** The command about this computer's drives; it needs no mirror. */
export function addDrives(program: Command, accept: Accept): void {
  program
    .command('drives')
    .description('List the drives that an export can go to, or let one go.')
    .option('--release <DRIVE>', 'Write everything out to this drive and unmount it, to be pulled out.')
    .option('--json', 'Print one JSON value a line, for scripts.')
    .addHelpText('after', HELP_EXAMPLES.drives)
    .addHelpText('after', EXIT_CODES_HELP)
    .action(({ json, release }: { json?: true; release?: string }) => {
      accept({ command: 'drives', release: release ?? null }, json === true);
    });
}
