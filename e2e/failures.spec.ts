import { join } from 'node:path';
import { startLyingIndex } from '../testing/lying-index/lying-index';
import { expect, test } from './fixtures/launch-app';
import { createMirror, makePlan, stepButton } from './fixtures/mirror-steps';

test('a file that keeps lying is named with both hashes, and can be tried again alone', async ({
  sandgrouse,
  workFolder,
}) => {
  const allowlist = ['grain', 'sand', 'stone'];
  const index = await startLyingIndex({
    wheels: allowlist.map((name) => ({ name, version: '1.0', paddingBytes: 5000 })),
  });
  const { window } = sandgrouse;
  await createMirror(window, { name: 'lab', folder: join(workFolder, 'lab'), address: index.url, allowlist });
  await makePlan(window);
  index.faults.add(/grain-1\.0.*whl$/, { kind: 'flipped-byte' }, 2);
  await stepButton(window, 'Sync').click();
  await expect(window.getByText('1 file could not be fetched')).toBeVisible();
  await expect(window.getByText(/"grain-1\.0-py3-none-any\.whl".*[0-9a-f]{64}.*[0-9a-f]{64}/)).toBeVisible();

  index.forgetRequests();
  await window.getByRole('button', { name: 'Retry failed' }).click();
  await expect(window.getByText('Everything is here').first()).toBeVisible();
  expect(index.requests.filter(({ path }) => path.endsWith('.whl'))).toHaveLength(1);
  expect(index.fetchesOf('grain-1.0-py3-none-any.whl')).toBe(1);
  await index.close();
});
