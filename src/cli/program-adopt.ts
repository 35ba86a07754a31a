import type { Command } from 'commander';
import { type Accept, addCommand } from './command-options';

interface AdoptOptions {
  readonly json?: true;
  readonly config?: string;
  readonly dryRun?: true;
  readonly removeLeftovers?: true;
}

export function addAdopt(program: Command, accept: Accept): void {
  addCommand(program, 'adopt', 'Go on with a mirror that bandersnatch made, in its folder. Fetches nothing.')
    .option(
      '--config <FILE>',
      'The bandersnatch.conf that it was made with: upstream, allowlist and rules come from there (otherwise PyPI and the projects that are found).',
    )
    .option('--dry-run', 'Say what is there, and change nothing.')
    .option(
      '--remove-leftovers',
      'Delete temporary files of syncs that were cut off, and older page versions.',
    )
    .action((directory: string, options: AdoptOptions) => {
      const { config: configurationPath = null, dryRun, removeLeftovers } = options;
      accept(
        {
          command: 'adopt',
          directory,
          configurationPath,
          isDryRun: dryRun === true,
          removesLeftovers: removeLeftovers === true,
        },
        options.json === true,
      );
    });
}
