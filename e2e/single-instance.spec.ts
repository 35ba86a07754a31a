import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { expect, test } from './fixtures/launch-app';

test('a second start brings the first window to the front and ends', async ({ sandgrouse, workFolder }) => {
  const { app } = sandgrouse;
  const shown = app.evaluate(
    ({ app: main }) => new Promise((fulfil) => main.once('second-instance', () => fulfil('shown'))),
  );
  const executable = app.process().spawnfile;
  const checkout = resolve(import.meta.dirname, '..');
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const second = spawn(
    executable,
    [...sandbox, checkout, `--user-data-dir=${join(workFolder, 'user-data')}`],
    {
      stdio: 'ignore',
    },
  );
  const [code] = (await once(second, 'exit')) as [number | null];
  expect(code).toBe(0);
  expect(await shown).toBe('shown');
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});
