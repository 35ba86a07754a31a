import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { request } from 'node:https';
import { createServer } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLyingIndex } from '../testing/lying-index/lying-index';
import { expectAccessible } from './fixtures/accessible';
import type { DrivenApplication } from './fixtures/driven-application';
import { expect, test } from './fixtures/launch-app';
import { createMirror, makePlan, stepButton } from './fixtures/mirror-steps';

/** The status of an answer, as a client gets it that believes this authority alone. */
function ask(url: string, ca: Buffer, token?: string): Promise<number> {
  const headers =
    token === undefined ? {} : { authorization: `Basic ${Buffer.from(`x:${token}`).toString('base64')}` };
  return new Promise((fulfil, reject) => {
    const asked = request(url, { ca, headers, agent: false }, (response) => {
      response.resume();
      response.on('end', () => fulfil(response.statusCode ?? 0));
    });
    asked.on('error', reject);
    asked.end();
  });
}

/** Where a desktop finds what it starts at login; of the test's own. */
const configuration = mkdtempSync(join(tmpdir(), 'sandgrouse-configuration-'));
const autostart = join(configuration, 'autostart', 'sandgrouse.desktop');
test.use({ environment: { XDG_CONFIG_HOME: configuration } });
test.afterAll(() => rmSync(configuration, { recursive: true }));

/** Answers the question on closing in the person's place; main prints what is asked. */
async function answerWith({ app }: DrivenApplication, button: string): Promise<void> {
  await app.evaluate(({ dialog }, wanted) => {
    dialog.showMessageBox = (...given: unknown[]) => {
      const options = given.at(-1) as { readonly message: string; readonly buttons: readonly string[] };
      console.log(`asked: ${options.message}`);
      return Promise.resolve({ response: options.buttons.indexOf(wanted), checkboxChecked: false });
    };
  }, button);
}

const [own] = Object.values(networkInterfaces())
  .flatMap((addresses = []) => addresses)
  .filter(({ internal, family }) => !internal && family === 'IPv4');

test('a mirror is shared with the network, for who has the token, and it is seen who fetched what', async ({
  sandgrouse,
  workFolder,
}) => {
  const index = await startLyingIndex({ wheels: [{ name: 'sand', version: '1.0' }] });
  const { window } = sandgrouse;
  await createMirror(window, {
    name: 'lab',
    folder: join(workFolder, 'lab'),
    address: index.url,
    allowlist: ['sand'],
  });
  await makePlan(window);
  await stepButton(window, 'Sync').click();
  await expect(window.getByText('Everything is here')).toBeVisible();
  await index.close();
  await window.getByRole('button', { name: 'Serve this mirror' }).click();
  const port = window.getByLabel('Port');
  const start = window.getByRole('button', { name: 'Start serving' });

  await test.step('a taken port is explained, and the next one offered', async () => {
    const taken = createServer();
    await new Promise<void>((fulfil) => {
      taken.listen(0, '127.0.0.1', fulfil);
    });
    const address = taken.address();
    const number = typeof address === 'object' ? (address?.port ?? 0) : 0;
    await port.fill(String(number));
    await start.click();
    await expect(window.getByText(`Port ${number} is in use by another program.`)).toBeVisible();
    await expect(window.getByRole('button', { name: `Try port ${number + 1}` })).toBeVisible();
    taken.close();
    await port.fill('');
  });

  await test.step('the switch says what it means, and what is not right is refused before the start', async () => {
    await window.getByRole('switch', { name: 'Share with the network' }).click();
    await expect(window.getByRole('radio', { name: 'https, with a certificate made here' })).toBeChecked();
    await window.getByRole('radio', { name: 'None (plain http)' }).click();
    await expect(window.getByText('read the password as it is sent')).toBeVisible();
    await window.getByRole('radio', { name: 'https, with a certificate made here' }).click();
    await window.getByLabel('Names of this computer').fill('http://pypi.lab');
    await expect(start).toBeDisabled();
    await window.getByLabel('Names of this computer').fill('pypi.lab');
    await expectAccessible(sandgrouse, 'sharing');
  });

  await test.step('it is reached with the certificate and the token that are shown', async () => {
    await start.click();
    const shared = window.getByRole('region', { name: 'For other computers' });
    await expect(shared).toBeVisible();
    const lines = await shared.locator('code').allInnerTexts();
    const authority = lines.find((line) => line.endsWith('.pem')) ?? '';
    const token = lines.find((line) => /^[\w-]{32}$/.test(line)) ?? '';
    expect(lines[0]).toMatch(/^https:\/\/pypi\.lab:\d+\/simple\/$/);
    expect(lines.some((line) => /^(?:[0-9A-F]{2}:){31}[0-9A-F]{2}$/.test(line))).toBe(true);
    const ca = await readFile(authority);
    const { hostname, port: served } = new URL(await window.getByLabel('Address of the index').inputValue());
    for (const host of [hostname, ...(own === undefined ? [] : [own.address])]) {
      const page = `https://${host}:${served}/simple/sand/`;
      expect(await ask(page, ca)).toBe(401);
      expect(await ask(page, ca, token)).toBe(200);
    }
    const activity = window.getByRole('region', { name: 'Who fetched what' });
    await expect(activity).toContainText('GET /simple/sand/');
    await expect(activity.getByRole('row').filter({ hasText: '401' }).first()).toBeVisible();
    await expectAccessible(sandgrouse, 'shared');
  });

  await test.step('quitting asks, since others would be left without; what is kept comes back', async () => {
    const address = await window.getByLabel('Address of the index').inputValue();
    const kept = window.getByRole('checkbox', { name: 'Serve it again whenever I log in' });
    // The window shows it when it is done, not when it is asked for.
    await kept.click();
    await expect(kept).toBeChecked();
    await expect.poll(() => readFile(autostart, 'utf8').catch(() => '')).toContain('"--in-background"');
    await answerWith(sandgrouse, 'Stop and quit');
    await sandgrouse.restart();
    expect(sandgrouse.output()).toContain('asked: "lab" is being served to the network.');
    const serve = sandgrouse.window
      .getByRole('navigation', { name: 'Trip' })
      .getByRole('button', { name: 'Serve' });
    await serve.click();
    await expect(sandgrouse.window.getByLabel('Address of the index')).toHaveValue(address);
  });

  await test.step('it ends with the server', async () => {
    const { window } = sandgrouse;
    const start = window.getByRole('button', { name: 'Start serving' });
    const url = await window.getByLabel('Address of the index').inputValue();
    await window.getByRole('button', { name: 'Stop serving' }).click();
    await expect(start).toBeVisible();
    await expect(ask(url, Buffer.from(''))).rejects.toThrow();
    await expect(readFile(autostart)).rejects.toThrow();
  });
});
