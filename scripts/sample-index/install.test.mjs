import { execFile, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { devNull, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildSampleIndex } from './build-index.mjs';

const run = promisify(execFile);
const onWindows = process.platform === 'win32';
const python = onWindows ? 'python' : 'python3';
const canMakeEnvironments = spawnSync(python, ['-c', 'import ensurepip, venv']).status === 0;
const environment = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(PIP_|PYTHON)/.test(name))),
  PIP_CONFIG_FILE: devNull,
};

let temporary;
let programs;
let index;

/** Runs a program of the virtual environment and returns what it prints. */
async function inEnvironment(program, ...parameters) {
  const { stdout, stderr } = await run(join(programs, program), parameters, {
    env: environment,
    cwd: temporary,
  });
  return `${stdout}${stderr}`;
}

/** Runs pip with the sample index as the only one. */
async function pip(verb, ...parameters) {
  const url = pathToFileURL(join(index, 'simple')).href;
  const only = ['--index-url', `${url}/`, '--no-cache-dir', '--disable-pip-version-check'];
  return inEnvironment('python', '-m', 'pip', verb, ...only, ...parameters);
}

async function installed() {
  const list = JSON.parse(
    await inEnvironment('python', '-m', 'pip', 'list', '--format=json', '--disable-pip-version-check'),
  );
  return list.map((item) => `${item.name} ${item.version}`).filter((line) => line.startsWith('sandgrouse-'));
}

describe.skipIf(!canMakeEnvironments)('a real pip with the sample index alone', () => {
  beforeAll(async () => {
    temporary = await mkdtemp(join(tmpdir(), 'sample-index-pip-'));
    index = join(temporary, 'index');
    programs = join(temporary, 'venv', onWindows ? 'Scripts' : 'bin');
    await buildSampleIndex({ checkoutFolder: join(import.meta.dirname, '..', '..'), targetFolder: index });
    await run(python, ['-m', 'venv', join(temporary, 'venv')], { env: environment });
    await pip('install', 'sandgrouse-caravan');
  }, 120_000);

  afterAll(() => rm(temporary, { recursive: true, force: true }));

  it('installs a project with all that it requires, four deep, and no more', async () => {
    const older =
      (await inEnvironment('python', '-c', 'import sys; print(sys.version_info < (3, 9))')).trim() === 'True';
    expect(await installed()).toEqual([
      'sandgrouse-caravan 1.0.0',
      'sandgrouse-courier 2.0.1',
      'sandgrouse-feather 1.0.0',
      'sandgrouse-flask 1.0.0',
      'sandgrouse-flight 0.4.0',
      ...(onWindows ? ['sandgrouse-longpath 1.0.1'] : []),
      'sandgrouse-manifest 1.1.0',
      'sandgrouse-nest 1.2.0',
      ...(older ? ['sandgrouse-prefix-backport 1.0.0'] : []),
      'sandgrouse-units 1.1.0',
      'sandgrouse-waterhole 2026.4',
    ]);
  });

  it('installs a console script that does its work', async () => {
    const content = 'water '.repeat(1000);
    await mkdir(join(temporary, 'wheels', 'deep'), { recursive: true });
    await writeFile(join(temporary, 'wheels', 'deep', 'a.txt'), content);
    await writeFile(join(temporary, 'wheels', 'empty'), '');
    const carried = await inEnvironment(
      'sandgrouse-caravan',
      'carry',
      'wheels',
      'parcel',
      '--capacity',
      '2.5 KiB',
    );
    expect(carried).toContain('files: 4');
    expect(carried).toContain('problems: 0');
    await inEnvironment('sandgrouse-caravan', 'unpack', 'parcel', 'joined');
    expect(await readFile(join(temporary, 'joined', 'deep', 'a.txt'), 'utf8')).toBe(content);
    expect(await readFile(join(temporary, 'joined', 'empty'), 'utf8')).toBe('');
    await writeFile(join(temporary, 'parcel', 'water', 'empty.001'), 'sand');
    await expect(inEnvironment('sandgrouse-caravan', 'unpack', 'parcel', 'other')).rejects.toThrow(
      /not whole.*changed/,
    );
  });

  it('installs what an extra adds, which the project then uses', async () => {
    expect(await inEnvironment('sandgrouse-caravan', 'water', '29.0', '25.0')).toMatch(
      /^place: Siwa\r?\nminutes: 53/,
    );
    await pip('install', 'sandgrouse-caravan[report]');
    expect(await inEnvironment('sandgrouse-caravan', 'water', '29.0', '25.0')).toMatch(
      /^place +minutes\r?\n/,
    );
  });

  it('passes over a yanked release, unless it is asked for by its number', async () => {
    expect(await pip('download', '--no-deps', 'sandgrouse-mirage')).toContain('sandgrouse_mirage-0.9.0-py3');
    expect(await pip('download', '--no-deps', 'sandgrouse-mirage==0.9.1')).toContain(
      'Calls every name a mirage',
    );
  });

  it('builds the source archive, with a build requirement from the index', async () => {
    await pip(
      'wheel',
      '--no-deps',
      '--no-binary',
      'sandgrouse-nest',
      '--wheel-dir',
      'built',
      'sandgrouse-nest',
    );
    const wheel = join(temporary, 'built', 'sandgrouse_nest-1.2.0-py3-none-any.whl');
    const ours =
      'import sys, zipfile; print(zipfile.ZipFile(sys.argv[1]).read("sandgrouse_nest/__init__.py").decode())';
    expect(await inEnvironment('python', '-c', ours, wheel)).toContain('Write text files atomically');
    await pip('install', '--force-reinstall', '--no-deps', wheel);
    expect(await inEnvironment('python', '-c', 'import sandgrouse_nest')).toBe('');
  });

  it('installs every project, and Python imports each', async () => {
    const root = JSON.parse(await readFile(join(index, 'simple', 'index.v1_json'), 'utf8'));
    const names = root.projects.map((project) => project.name);
    await pip('install', ...names);
    expect(await inEnvironment('python', '-m', 'pip', 'check')).toContain('No broken requirements');
    const imports = names.map((name) => `import ${name.replaceAll('-', '_')}`).join('\n');
    expect(await inEnvironment('python', '-W', 'error', '-c', imports)).toBe('');
  });
});
