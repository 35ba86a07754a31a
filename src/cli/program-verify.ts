import type { Command } from 'commander';
import { type Accept, addCommand } from './command-options';

interface VerifyOptions {
  readonly json?: true;
  readonly changed?: true;
  readonly repair?: true;
}

export function addVerify(program: Command, accept: Accept): void {
  addCommand(program, 'verify', 'Hold every file of a mirror against its pages; needs no network.')
    .option('--changed', 'Read only what is not as it was when it was last known to be right.')
    .option('--repair', 'Prepare the repair of what is found; "plan" shows it and "sync" does it.')
    .action((directory: string, options: VerifyOptions) => {
      const mode = options.changed === true ? 'changed' : 'full';
      accept({ command: 'verify', directory, mode, repairs: options.repair === true }, options.json === true);
    });
}
