import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ProblemError } from '../../../contract/problem';
import { lockMirror } from '../mirror-lock';

/**
 * A process of its own that takes the lock of the mirror `argv[2]`, however often it is refused, says "held" (or
 * "violated" where somebody else believes to hold it too), and waits to be killed; with `argv[3]`, it kills itself.
 */
async function main(): Promise<void> {
  const [, , directory = '', ending] = process.argv;
  for (;;) {
    try {
      await lockMirror(directory, 'lock-child');
      break;
    } catch (error) {
      if (!(error instanceof ProblemError) || error.problem.code !== 'mirror-in-use') throw error;
      await sleep(1);
    }
  }
  const critical = join(directory, 'critical');
  const file = await open(critical, 'wx').catch(() => null);
  await file?.close();
  await sleep(20);
  await rm(critical, { force: true });
  console.log(file === null ? 'violated' : 'held');
  if (ending === 'die') process.kill(process.pid, 'SIGKILL');
  await sleep(60_000);
}

await main();
