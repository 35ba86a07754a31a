import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { UniverseShape } from './synthetic-universe';

/** The synthetic index in a process of its own, so that it takes no time of those who ask it. */
export interface IndexProcess {
  readonly url: string;
  /** Every request so far, with the time at which it came. */
  readonly requests: readonly { readonly atMs: number; readonly path: string }[];
  readonly close: () => Promise<void>;
}

/**
 * Starts this very script again; its main has to call `serveSyntheticIndex` when it is told to `serve`. It ends when this
 * process does: then its standard input closes.
 */
export async function startIndexProcess(shape: UniverseShape, delayMs: number): Promise<IndexProcess> {
  const [, script = ''] = process.argv;
  const args = [script, 'serve', `${shape.projects}`, `${shape.seed}`, `${delayMs}`];
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const requests: { atMs: number; path: string }[] = [];
  const closed = new Promise<void>((fulfil) => child.on('close', () => fulfil()));
  const url = await new Promise<string>((fulfil) => {
    createInterface(child.stdout).on('line', (line) => {
      const [at = '', path = ''] = line.split(' ');
      if (path === '') fulfil(line);
      else requests.push({ atMs: Number(at), path });
    });
  });
  return {
    url,
    requests,
    close: () => {
      child.kill();
      return closed;
    },
  };
}
