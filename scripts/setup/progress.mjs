/** A set-up step that cannot go on. Its message says what to do; no stack trace is shown with it. */
export class SetupError extends Error {
  name = 'SetupError';
}

/** One line of set-up progress. Always on stderr, so that the command line's stdout stays its own. */
export function say(line) {
  process.stderr.write(`sandgrouse: ${line}\n`);
}

/** Awaits `work` and says every ten seconds that it is still under way. Answers what `work` answers. */
export async function withHeartbeat(label, work) {
  const startedAt = Date.now();
  const timer = setInterval(() => {
    say(`${label}: still at it after ${Math.round((Date.now() - startedAt) / 1000)} s`);
  }, 10_000);
  try {
    return await work;
  } finally {
    clearInterval(timer);
  }
}

/** Runs a script's main function. What it answers is the exit code; a `SetupError` is shown as its message alone. */
export async function runScript(main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    say(error instanceof SetupError ? error.message : (error.stack ?? String(error)));
    process.exitCode = 1;
  }
}
