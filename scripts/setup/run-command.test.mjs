import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { runCommand } from './run-command.mjs';

const RUN_COMMAND = pathToFileURL(join(import.meta.dirname, 'run-command.mjs')).href;

/** A process that hands over to Node with `code`, as the command line's script does. */
function startHandingOver(code) {
  const script = `import { handOver } from ${JSON.stringify(RUN_COMMAND)};
    process.exitCode = await handOver(process.execPath, ['-e', ${JSON.stringify(code)}]);`;
  return spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
}

test('a program that fails, or is not there, answers a code and its words', async () => {
  const failing = await runCommand(process.execPath, ['-e', 'console.error("no"); process.exit(3)'], {
    output: 'capture',
  });
  expect(failing).toEqual({ code: 3, text: 'no\n', timedOut: false });
  const missing = await runCommand('no-such-program-anywhere', [], { output: 'capture' });
  expect(missing.code).toBe(127);
});

test('a program that takes too long is stopped, and that is said', async () => {
  const waiting = await runCommand(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], {
    output: 'capture',
    timeoutMs: 50,
  });
  expect(waiting.timedOut).toBe(true);
  expect(waiting.code).not.toBe(0);
});

test('a program that is handed over to gets our stdin and gives us its exit code', async () => {
  const child = startHandingOver(
    'process.stdin.on("data", (d) => process.stdout.write("got " + d)).on("end", () => process.exit(7))',
  );
  child.stdin.end('words');
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  expect(await once(child, 'close')).toEqual([7, null]);
  expect(output).toBe('got words');
});

test('a signal that we get reaches the program, whose answer to it is ours', async () => {
  const child = startHandingOver(
    'process.on("SIGTERM", () => process.exit(42)); setInterval(() => {}, 1000); process.stdout.write("ready")',
  );
  await once(child.stdout, 'data');
  child.kill('SIGTERM');
  expect(await once(child, 'close')).toEqual([42, null]);
});
