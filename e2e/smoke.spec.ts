import { expect, test } from './fixtures/launch-app';

test('the application opens a window that bears its name', async ({ sandgrouse }) => {
  await expect(sandgrouse.window).toHaveTitle(/Sandgrouse/);
  await expect(sandgrouse.window.getByRole('heading').first()).toBeVisible();
});

test('the window is sandboxed and shut off from Node', async ({ sandgrouse }) => {
  const seen = await sandgrouse.window.evaluate(() => [typeof globalThis.process, typeof globalThis.require]);
  expect(seen).toEqual(['undefined', 'undefined']);
});
