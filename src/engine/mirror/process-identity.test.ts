import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { findLife, identifyThisProcess } from './process-identity';

it('this process is alive', async () => {
  expect(await findLife(await identifyThisProcess())).toBe('alive');
});

it.runIf(process.platform === 'linux')(
  'a killed process is dead, also while its parent has not looked yet',
  async () => {
    // The shell becomes a program that never asks about the child which the shell had.
    const parent = spawn('sh', ['-c', 'sleep 60 & echo $!; exec sleep 60'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    try {
      const [said] = (await once(parent.stdout, 'data')) as [Buffer];
      const processId = Number(said.toString());
      const identity = { ...(await identifyThisProcess()), processId, startedAt: null };
      expect(await findLife(identity)).toBe('alive');
      process.kill(processId, 'SIGKILL');
      while (!(await readFile(`/proc/${processId}/stat`, 'utf8')).includes(') Z '));
      expect(await findLife(identity)).toBe('dead');
    } finally {
      parent.kill('SIGKILL');
    }
  },
);
