import type { Command } from 'commander';
import { type Accept, addCommand, DEFAULT_STALL_SECONDS, TIMEOUT_HELP, whole } from './command-options';

interface VerifyOptions {
  readonly json?: true;
  readonly changed?: true;
  readonly repair?: true;
  readonly timeout: number;
}

export function addVerify(program: Command, accept: Accept): void {
  addCommand(program, 'verify', 'Hold every file of a mirror against its pages.')
    .option('--changed', 'Read only what is not as it was when it was last known to be right.')
    .option('--repair', 'Then plan what mends it, and show the plan; "sync" carries it out.')
    .option('--timeout <SECONDS>', TIMEOUT_HELP, whole(1, 3600), DEFAULT_STALL_SECONDS)
    .action((directory: string, { json, changed, repair, timeout }: VerifyOptions) => {
      const mode = changed === true ? 'changed' : 'full';
      const stallTimeoutMs = timeout * 1000;
      accept({ command: 'verify', directory, mode, repairs: repair === true, stallTimeoutMs }, json === true);
    });
}
