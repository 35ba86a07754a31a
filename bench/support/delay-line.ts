import { spawn } from 'node:child_process';
import { type AddressInfo, connect, createServer } from 'node:net';
import { createInterface } from 'node:readline';

/** A line to a local server on which every request waits; what comes back is passed on as it comes. */
export interface DelayLine {
  readonly port: number;
  readonly close: () => Promise<void>;
}

/** Runs in a process of its own, until its standard input closes. Prints its port. */
export async function serveDelayLine(toPort: number, delayMs: number): Promise<void> {
  const server = createServer({ noDelay: true }, (near) => {
    const far = connect({ port: toPort, host: '127.0.0.1', noDelay: true });
    far.pipe(near);
    near.on('data', (chunk) => setTimeout(() => far.write(chunk), delayMs));
    for (const socket of [near, far]) {
      socket.on('error', () => undefined);
      socket.on('close', () => {
        near.destroy();
        far.destroy();
      });
    }
  });
  await new Promise<void>((fulfil) => {
    server.listen(0, '127.0.0.1', fulfil);
  });
  process.stdin.on('end', () => process.exit(0)).resume();
  console.log((server.address() as AddressInfo).port);
}

/** Starts this very script again; its main has to call `serveDelayLine` when it is told to `delay`. */
export async function startDelayLine(toPort: number, delayMs: number): Promise<DelayLine> {
  const [, script = ''] = process.argv;
  const child = spawn(process.execPath, [script, 'delay', `${toPort}`, `${delayMs}`], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const closed = new Promise<void>((fulfil) => child.on('close', () => fulfil()));
  const port = await new Promise<number>((fulfil) =>
    createInterface(child.stdout).once('line', (line) => fulfil(Number(line))),
  );
  return {
    port,
    close: () => {
      child.kill();
      return closed;
    },
  };
}
