import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/** Where a child's output goes: to the person as it is, to stderr alone, or into the answer. */
const STDIO = {
  show: ['inherit', 'inherit', 'inherit'],
  stderr: ['ignore', 2, 2],
  capture: ['ignore', 'pipe', 'pipe'],
};

/**
 * Runs a program to its end. Never throws for a failing program: answers its `code` (1 where a signal ended it, 127
 * where it could not be started), what it wrote where `output` is 'capture', and whether it was stopped by `timeoutMs`.
 */
export function runCommand(command, args, { output = 'stderr', cwd, env, timeoutMs } = {}) {
  return new Promise((settle) => {
    const child = spawn(command, args, { stdio: STDIO[output], cwd, env: { ...process.env, ...env } });
    let text = '';
    let timedOut = false;
    const timer =
      timeoutMs === undefined ? undefined : setTimeout(() => (timedOut = child.kill()), timeoutMs);
    const done = (code) => {
      clearTimeout(timer);
      settle({ code, text, timedOut });
    };
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (text += chunk));
    child.on('error', (error) => {
      text += error.message;
      done(127);
    });
    child.on('close', (code) => done(code ?? 1));
  });
}

/** Runs npm with `args`: the very npm that started us where there is one, else the one in the PATH. */
export function runNpm(args, options) {
  const npmScript = process.env.npm_execpath;
  if (npmScript !== undefined && /\.c?js$/.test(npmScript)) {
    return runCommand(process.execPath, [npmScript, ...args], options);
  }
  return process.platform === 'win32'
    ? runCommand('cmd.exe', ['/d', '/s', '/c', 'npm', ...args], options)
    : runCommand('npm', args, options);
}

/**
 * Starts a program with our stdin, stdout and stderr, hands it the signals that we get, and answers with its exit code
 * (128 plus the signal's number where a signal ended it, as a shell does).
 */
export function handOver(command, args, { env, cwd } = {}) {
  return new Promise((settle, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', cwd, env: { ...process.env, ...env } });
    const forward = (signal) => {
      // A terminal sends its Ctrl-C to the child as well. Twice would be a second Ctrl-C.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    };
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    for (const signal of signals) process.on(signal, forward);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      for (const each of signals) process.off(each, forward);
      settle(code ?? 128 + constants.signals[signal]);
    });
  });
}
