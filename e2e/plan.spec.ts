import { join } from 'node:path';
import type { Page } from 'playwright/test';
import type { Bridge } from '../src/contract/bridge';
import { parseTargetId } from '../src/contract/target-presets';
import { startLyingIndex } from '../testing/lying-index/lying-index';
import { expectAccessible } from './fixtures/accessible';
import { expect, test } from './fixtures/launch-app';
import { createMirror, editor, makePlan, planTable } from './fixtures/mirror-steps';

const WHEELS = [
  { name: 'app', version: '2.0', requires: ['tool>=1', 'colorama; sys_platform == "win32"'] },
  { name: 'tool', version: '2.0', tag: 'cp312-cp312-win_amd64', paddingBytes: 40_000 },
  { name: 'tool', version: '1.5', tag: 'cp312-cp312-win_amd64' },
  { name: 'tool', version: '1.5', tag: 'cp312-cp312-manylinux_2_17_x86_64' },
  { name: 'tool', version: '1.5', tag: 'cp39-cp39-macosx_11_0_arm64' },
  { name: 'colorama', version: '0.4' },
  { name: 'windows-only', version: '1.0', tag: 'py3-none-win_amd64' },
];
const LINUX = 'Linux x86-64 (glibc 2.28), Python 3.12';
const WINDOWS = 'Windows x64, Python 3.12';

const panel = (window: Page, project: string) =>
  window.getByRole('complementary', { name: `Why ${project} is in the plan` });
const explain = (window: Page, project: string) =>
  planTable(window).getByRole('button', { name: project, exact: true }).click();

/** Gives the mirror two targets, whose requirements are followed, as its profile has them. */
async function chooseTargets(window: Page, mirror: string): Promise<void> {
  const targets = ['linux-x86_64-cp312', 'windows-amd64-cp312'].flatMap((id) => parseTargetId(id) ?? []);
  await window.evaluate(
    async ({ mirror, targets }) => {
      const { sandgrouse } = window as unknown as { readonly sandgrouse: Bridge };
      const read = await sandgrouse.ask('profile.read', { mirror });
      if (!read.ok) throw new Error(read.problem.code);
      const closure = { ...read.value.closure, mode: 'resolved' as const };
      const saved = await sandgrouse.ask('profile.save', {
        mirror,
        profile: { ...read.value, targets, closure },
      });
      if (!saved.ok) throw new Error(saved.problem.code);
    },
    { mirror, targets },
  );
}

test('a plan for two targets says why a file comes, why another one does not, and what one target lacks', async ({
  sandgrouse,
  workFolder,
}) => {
  const index = await startLyingIndex({ wheels: WHEELS });
  const { window } = sandgrouse;
  const folder = join(workFolder, 'lab');
  await createMirror(window, { name: 'lab', folder, address: index.url, allowlist: ['app', 'windows-only'] });
  await chooseTargets(window, folder);
  await makePlan(window);

  await expect(planTable(window).getByRole('row', { name: /^tool/ })).toContainText('required by app');
  await expect(planTable(window).getByRole('row', { name: /^colorama/ })).toContainText('1 of 2');

  await planTable(window)
    .getByRole('row', { name: /^colorama/ })
    .getByText('required by app')
    .click();
  await expect(panel(window, 'colorama')).toBeVisible();
  await window.keyboard.press('Escape');
  await expect(planTable(window).getByRole('button', { name: 'colorama', exact: true })).toBeFocused();
  await explain(window, 'tool');
  const why = panel(window, 'tool');
  await expect(why.getByRole('heading', { name: 'tool', exact: true })).toBeFocused();
  await expect(why.getByRole('heading', { name: '1.5' })).toBeVisible();
  await expect(why.getByText(/your line app.*app 2\.0 tool>=1.*tool 1\.5/)).toBeVisible();
  await expect(why.getByText('2.0 has no wheel for the target')).toBeVisible();
  await why.getByText(/1 file left out: no target can install it/).click();
  await expect(why.getByText('tool-1.5-cp39-cp39-macosx_11_0_arm64.whl')).toBeVisible();
  await expectAccessible(sandgrouse, 'an explanation');
  await why.getByRole('button', { name: 'app 2.0' }).first().click();
  await expect(panel(window, 'app').getByRole('heading', { name: 'app', exact: true })).toBeFocused();
  await window.keyboard.press('Escape');
  await expect(planTable(window).getByRole('button', { name: 'tool', exact: true })).toBeFocused();

  const targets = window.getByRole('region', { name: 'Targets' });
  await targets.getByTitle(LINUX).click();
  const missing = window.getByRole('region', { name: `Missing for ${LINUX}` });
  await expect(missing).toContainText('"windows-only"');
  await expect(missing).toContainText('The other target is complete and goes on.');
  await expect(planTable(window).getByRole('row', { name: /colorama/ })).toBeHidden();
  await targets.getByTitle(WINDOWS).click();
  await expect(planTable(window).getByRole('row', { name: /colorama/ })).toBeVisible();

  await window.getByText('Sizes', { exact: true }).click();
  const fields = window.getByRole('list', { name: 'Sizes by project, the largest first' });
  await expect(fields.getByRole('button').first()).toHaveAccessibleName(/^tool, .*, 2 of 2 targets$/);
  await expectAccessible(sandgrouse, 'sizes');
  await window.getByText('Changes', { exact: true }).click();
  await expect(window.getByText('This is the first plan of this mirror.')).toBeVisible();
  await index.close();
});

test('what changed since the last plan is listed', async ({ sandgrouse, workFolder }) => {
  const index = await startLyingIndex({
    wheels: [
      { name: 'caravan', version: '1.0' },
      { name: 'water', version: '1.0' },
    ],
  });
  const { window } = sandgrouse;
  const folder = join(workFolder, 'lab');
  await createMirror(window, { name: 'lab', folder, address: index.url, allowlist: ['caravan', 'water'] });
  await makePlan(window);
  await window.getByRole('navigation', { name: 'Trip' }).getByRole('button', { name: 'Choose' }).click();
  await editor(window).click();
  await window.keyboard.press('ControlOrMeta+a');
  await window.keyboard.type('caravan\ndates');
  await expect(window.getByText('Saved', { exact: true })).toBeVisible();
  index.setWheels([
    { name: 'caravan', version: '2.0' },
    { name: 'water', version: '1.0' },
    { name: 'dates', version: '3.0' },
  ]);
  await makePlan(window);
  await window.getByText('Changes (3)').click();
  const changes = window.getByRole('table', { name: 'Changes since the last plan' });
  await expect(changes.getByRole('row')).toHaveText([
    /1 added/,
    /dates.*3\.0/,
    /1 removed/,
    /water.*was 1\.0/,
    /1 with other versions/,
    /caravan.*1\.0 → 2\.0/,
  ]);
  await index.close();
});
