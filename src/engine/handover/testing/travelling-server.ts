import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** The server that travels in a bundle. */
export const SERVER_SCRIPT = join(import.meta.dirname, '..', '..', '..', '..', 'resources', 'serve.py');

/** The Pythons of this computer that the server has to run on. */
export const PYTHONS: readonly string[] = ['python3', 'python3.6', 'python3.8', 'python3.13'].filter(
  (command) => spawnSync(command, ['-c', 'import http.server']).status === 0,
);

export interface TravellingServer {
  readonly port: number;
  /** What it has said until now. */
  readonly said: () => string;
  /** Stops it as a service manager does, and gives its exit code. */
  readonly close: () => Promise<number | null>;
}

/** Starts the server, and waits until it tells its address. Rejects with what it says where it ends instead. */
export async function startTravellingServer(
  python: string,
  words: readonly string[],
): Promise<TravellingServer> {
  const child = spawn(python, ['-u', SERVER_SCRIPT, ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data: Buffer) => {
      said += data.toString();
    });
  }
  const port = await new Promise<number>((fulfil, reject) => {
    child.stdout.on('data', () => {
      const found = /The index is http:\S+:(\d+)\/simple\//.exec(said)?.[1];
      if (found !== undefined) fulfil(Number(found));
    });
    child.on('error', reject);
    child.on('close', () => reject(new Error(said)));
  });
  return { port, said: () => said, close: () => end(child) };
}

function end(child: ChildProcess): Promise<number | null> {
  return new Promise((fulfil) => {
    if (child.exitCode !== null) return fulfil(child.exitCode);
    child.on('close', fulfil);
    child.kill('SIGTERM');
  });
}
