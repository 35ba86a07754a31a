import { spawn } from 'node:child_process';
import { SetupError } from './progress.mjs';

/**
 * Starts Xvfb on a free display. Answers the environment that puts windows there and a `close()` that ends it. Where a
 * system needs no virtual display, nothing is started and the environment is empty.
 */
export async function startVirtualDisplay(platform = process.platform) {
  if (platform !== 'linux') return { env: {}, close: async () => {} };
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1440x900x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
  const stop = () => server.kill();
  process.on('exit', stop);
  const number = await displayNumber(server);
  const close = () =>
    new Promise((settle) => {
      process.off('exit', stop);
      if (server.exitCode !== null || server.signalCode !== null) return settle();
      server.once('close', () => settle());
      server.kill();
    });
  return { env: { DISPLAY: `:${number}`, WAYLAND_DISPLAY: '', XDG_SESSION_TYPE: 'x11' }, close };
}

/** Xvfb writes the number of the display that it took to its file descriptor 3, once it takes connections. */
function displayNumber(server) {
  return new Promise((settle, reject) => {
    let errors = '';
    server.stderr.on('data', (chunk) => (errors += chunk));
    server.stdio[3].on('data', (chunk) => settle(Number(String(chunk).trim())));
    const fail = (reason) => reject(new SetupError(`Xvfb did not start: ${reason}. ${errors.trim()}`));
    server.once('error', (error) => fail(error.message));
    server.once('close', (code) => fail(`it ended with code ${code}`));
  });
}
