import type { Page } from 'playwright/test';
import { expect, test } from './fixtures/launch-app';

const ask = (window: Page, name: string, input: unknown): Promise<unknown> =>
  window.evaluate(
    ([command, given]) => {
      const { sandgrouse } = window as unknown as {
        readonly sandgrouse: { readonly ask: (name: unknown, input: unknown) => Promise<unknown> };
      };
      return sandgrouse.ask(command, given);
    },
    [name, input] as const,
  );

test('the page can neither open another window nor go elsewhere', async ({ sandgrouse }) => {
  const { app, window } = sandgrouse;
  const home = window.url();
  expect(await window.evaluate<boolean>("window.open('https://index.example/') === null")).toBe(true);
  // Listening has begun when this is back: the click below reaches the window by another way, and could be faster.
  const listening = await app.evaluateHandle(({ BrowserWindow }) => ({
    refused: new Promise((resolve) => {
      const [only] = BrowserWindow.getAllWindows();
      only?.webContents.once('will-navigate', (event) => {
        // Ours came first, and has decided.
        resolve({ to: event.url, isPrevented: event.defaultPrevented });
      });
    }),
  }));
  await window.evaluate(() => {
    const link = document.createElement('a');
    link.href = 'https://index.example/';
    document.body.append(link);
    link.click();
    link.remove();
  });
  const refused = await listening.evaluate((listener) => listener.refused);
  expect(refused).toEqual({ to: 'https://index.example/', isPrevented: true });
  expect(await window.evaluate<string>('location.href')).toBe(home);
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});

test('the page gets no permission from anyone', async ({ sandgrouse }) => {
  const answer = await sandgrouse.window.evaluate<string>('Notification.requestPermission()');
  expect(answer).toBe('denied');
});

test('the bridge has three functions, and refuses what the contract does not have', async ({
  sandgrouse,
}) => {
  const { window } = sandgrouse;
  const names = await window.evaluate(() =>
    Object.keys((window as unknown as { readonly sandgrouse: object }).sandgrouse),
  );
  expect(names.sort()).toEqual(['ask', 'listen', 'pathOf']);
  const refused = { ok: false, problem: { code: 'command-refused' } };
  expect(await ask(window, 'shell.run', { command: 'true' })).toMatchObject(refused);
  expect(await ask(window, 'constructor', undefined)).toMatchObject(refused);
  expect(await ask(window, 'mirrors.status', { mirror: 7 })).toMatchObject(refused);
});

test('a folder that was never opened is nobody’s to touch', async ({ sandgrouse, workFolder }) => {
  expect(await ask(sandgrouse.window, 'profile.read', { mirror: workFolder })).toMatchObject({
    ok: false,
    problem: { code: 'profile-missing' },
  });
});
