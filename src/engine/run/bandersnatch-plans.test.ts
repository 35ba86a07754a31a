import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LyingIndex, startLyingIndex } from '../../../testing/lying-index/lying-index';
import { createMirrorFixture, type MirrorFixture } from '../../../testing/mirror-fixture';
import type { WheelSpec } from '../../../testing/wheel-builder';
import { PROFILE_DEFAULTS, type Profile } from '../../contract/profile';
import { importInput } from '../inputs/import-input';
import {
  COMPANY_CONF,
  LEGACY_CONF,
  REQUIREMENTS_CONF,
  SCIENCE_CONF,
  STARTER_CONF,
} from '../inputs/testing/bandersnatch-configs';

const releases = (
  name: string,
  versions: readonly string[],
  rest: Partial<WheelSpec> = {},
): readonly WheelSpec[] => versions.map((version) => ({ name, version, ...rest }));

const SCIENCE = {
  headers: ['License: BSD-3-Clause', 'Classifier: Programming Language :: Python :: 3'],
  requiresPython: '>=3.10',
};

const WHEELS: readonly WheelSpec[] = [
  ...releases('bandersnatch', ['6.0', '7.0', '7.1.dev0']),
  ...releases('requests', ['2.0', '2.31', '2.32']),
  ...releases('django', ['4.1', '4.2', '4.2.1', '5.0.1', '5.1', '5.2', '5.2rc1', '6.0']),
  ...releases('djangorestframework', ['3.15', '3.16', '3.17', '3.18']),
  ...releases('psycopg', ['3.0', '3.2b1']),
  { name: 'psycopg', version: '3.1', tag: 'cp312-cp312-win_amd64' },
  { name: 'psycopg', version: '3.1', tag: 'cp38-cp38-manylinux_2_17_x86_64' },
  { name: 'psycopg', version: '3.1', tag: 'cp38-abi3-manylinux_2_17_x86_64' },
  { name: 'psycopg', version: '3.1', tag: 'py2.py3-none-any' },
  ...releases('uvicorn', ['0.19', '0.20', '0.21rc1']),
  ...releases('ctx', ['1.0']),
  ...releases('flask', ['3.0', '3.1']),
  ...releases('numpy', ['2.0', '2.1', '2.2rc1'], SCIENCE),
  { name: 'numpy', version: '2.1', tag: 'cp27-cp27mu-manylinux1_x86_64', ...SCIENCE },
  ...releases('scipy', ['1.0', '1.1'], { ...SCIENCE, headers: ['License: GPL-3.0'] }),
  ...releases('torch', ['2.0'], SCIENCE),
];

const FILES: Readonly<Record<string, string>> = {
  '/etc/reqs/base.txt': 'requests==2.31\nflask\n',
  '/etc/reqs/team-web.txt': 'bandersnatch>=6\n',
};

let index: LyingIndex;
const mirrors: MirrorFixture[] = [];

beforeAll(async () => {
  index = await startLyingIndex({ wheels: WHEELS });
});
afterAll(async () => {
  await index.close();
  for (const mirror of mirrors) await mirror.remove();
});

/** Imports a configuration, and plans from what came of it; only the address of the upstream is another one. */
async function planOf(configuration: string) {
  const { report } = await importInput({
    source: { name: 'bandersnatch.conf', content: Buffer.from(configuration), folder: '/etc' },
    profile: { version: 1, upstreamUrl: index.url, ...PROFILE_DEFAULTS, allowlist: '' } satisfies Profile,
    choices: null,
    readFile: async (path) => (Object.hasOwn(FILES, path) ? Buffer.from(FILES[path] ?? '') : null),
    listFolder: async () => Object.keys(FILES).map((file) => file.slice('/etc/reqs/'.length)),
    environmentVariable: () => null,
    signal: new AbortController().signal,
  });
  const { allowlist, options, rules } = report.profile;
  const mirror = await createMirrorFixture(index.url, allowlist, options, { rules });
  mirrors.push(mirror);
  return mirror.plan();
}

async function filesOf(configuration: string): Promise<readonly string[]> {
  const outcome = await planOf(configuration);
  if (outcome.kind !== 'planned') throw new Error(JSON.stringify(outcome));
  return outcome.plan.projects
    .flatMap((project) => project.files.map(({ file }) => file.filename.replace('-py3-none-any.whl', '')))
    .sort();
}

describe('the plan that a configuration of bandersnatch leads to', () => {
  it('for starters: one project whole, prereleases counted, and nothing that is commented out', async () => {
    expect(await filesOf(STARTER_CONF)).toEqual([
      'bandersnatch-6.0',
      'bandersnatch-7.0',
      'bandersnatch-7.1.dev0',
    ]);
  });

  it('of a company: inside specifiers, without what is blocked, the newest three of what is left', async () => {
    expect(await filesOf(COMPANY_CONF)).toEqual([
      'django-4.2.1',
      'django-5.1',
      'django-5.2',
      'djangorestframework-3.16',
      'djangorestframework-3.17',
      'djangorestframework-3.18',
      'psycopg-3.1-cp38-abi3-manylinux_2_17_x86_64.whl',
      'psycopg-3.1-py2.py3-none-any.whl',
      'psycopg-3.2b1',
      'uvicorn-0.20',
    ]);
  });

  it('from requirements files: pinned versions as they are, of the others the newest', async () => {
    expect(await filesOf(REQUIREMENTS_CONF)).toEqual(
      expect.arrayContaining(['flask-3.1', 'requests-2.31']) as readonly string[],
    );
    expect(await filesOf(REQUIREMENTS_CONF)).not.toContain('flask-3.0');
    expect(await filesOf(REQUIREMENTS_CONF)).not.toContain('requests-2.32');
  });

  it('of a laboratory: by metadata, names and counts', async () => {
    expect(await filesOf(SCIENCE_CONF)).toEqual(['numpy-2.0', 'numpy-2.1']);
  });

  it('of long ago, whose allowlist is not active: nothing at all, and a clear word', async () => {
    expect(await planOf(LEGACY_CONF)).toMatchObject({
      kind: 'failed',
      problem: { code: 'allowlist-empty' },
    });
  });
});
