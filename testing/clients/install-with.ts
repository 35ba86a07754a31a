import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type ClientIndex, readClientIndex } from '../../src/contract/clients/client-index';
import { type SnippetPlace, snippetsFor } from '../../src/contract/clients/snippets';
import type { FoundClient } from './find-clients';

const run = promisify(execFile);
const TIMEOUT_MS = 240_000;

/** What is installed: a requirement, and the modules that it brings. */
export interface Wanted {
  readonly project: string;
  readonly extras: readonly string[];
  readonly modules: readonly string[];
}

/**
 * Installs into a new environment below `folder`, with the snippet that we give to people for this client, and gives the
 * versions that Python then imports. Rejects with what the client said.
 */
export async function installWith(
  client: FoundClient,
  indexUrl: string,
  wanted: Wanted,
  folder: string,
): Promise<readonly string[]> {
  await mkdir(join(folder, 'home'), { recursive: true });
  const index = readClientIndex(indexUrl, { certificatePath: null, keepsPassword: false });
  if (index === null) throw new Error(`"${indexUrl}" is no index`);
  const start = async ([command, ...words]: readonly [string, ...string[]]): Promise<string> => {
    const options = { cwd: folder, env: environmentIn(folder), timeout: TIMEOUT_MS };
    return (await run(command, words, options)).stdout;
  };
  const python = await INSTALL[client.kind]({ client, index, wanted, folder, start });
  const script = wanted.modules.map((module) => `import ${module}; print(${module}.__version__)`).join('\n');
  return (await start([python, '-c', script])).trim().split('\n');
}

interface Installation {
  readonly client: FoundClient;
  readonly index: ClientIndex;
  readonly wanted: Wanted;
  readonly folder: string;
  readonly start: (words: readonly [string, ...string[]]) => Promise<string>;
}

/** Nothing of this computer's settings; whatever is not on loopback is sent to a port where nobody is. */
function environmentIn(folder: string): Readonly<Record<string, string>> {
  const home = join(folder, 'home');
  const nobody = 'http://127.0.0.1:9';
  return {
    PATH: process.env.PATH ?? '',
    HOME: home,
    XDG_CONFIG_HOME: join(home, 'config'),
    XDG_CACHE_HOME: join(home, 'cache'),
    XDG_DATA_HOME: join(home, 'data'),
    LANG: 'C.UTF-8',
    HTTP_PROXY: nobody,
    HTTPS_PROXY: nobody,
    NO_PROXY: '127.0.0.1,localhost',
    PIP_CONFIG_FILE: join(folder, 'pip.conf'),
    PIP_DISABLE_PIP_VERSION_CHECK: '1',
    PIP_NO_INPUT: '1',
    PIPENV_VENV_IN_PROJECT: '1',
    PIPENV_IGNORE_VIRTUALENVS: '1',
    PIPENV_NOSPIN: '1',
    POETRY_VIRTUALENVS_IN_PROJECT: 'true',
    PYTHON_KEYRING_BACKEND: 'keyring.backends.null.Keyring',
    PDM_CHECK_UPDATE: 'false',
    UV_PYTHON_DOWNLOADS: 'never',
    VIRTUALENV_NO_DOWNLOAD: '1',
    ...(process.env.PYENV_ROOT === undefined ? {} : { PYENV_ROOT: process.env.PYENV_ROOT }),
  };
}

/** Each gives the Python of the environment that it made. */
const INSTALL: Readonly<Record<FoundClient['kind'], (what: Installation) => Promise<string>>> = {
  pip: async ({ client, index, wanted, folder, start }) => {
    await writeFile(join(folder, 'pip.conf'), textOf(index, 'pip', 'pipConfig'));
    await start([client.python, '-m', 'venv', '--without-pip', 'environment']);
    const python = join(folder, 'environment', 'bin', 'python');
    await start([...client.command, '--python', python, 'install', requirementOf(wanted)]);
    return python;
  },
  uv: async ({ client, index, wanted, folder, start }) => {
    await mkdir(join(folder, 'home', 'config', 'uv'), { recursive: true });
    await writeFile(join(folder, 'home', 'config', 'uv', 'uv.toml'), textOf(index, 'uv', 'uvConfig'));
    const python = join(folder, 'environment', 'bin', 'python');
    await start([...client.command, 'venv', '--python', client.python, 'environment']);
    await start([...client.command, 'pip', 'install', '--python', python, requirementOf(wanted)]);
    return python;
  },
  poetry: async ({ client, index, wanted, folder, start }) => {
    const isOld = /^(?:0\.|1\.[0-4]\.)/.test(client.version);
    const lines = [
      '[tool.poetry]\nname = "far-side"\nversion = "1.0"\ndescription = ""\nauthors = []',
      `[tool.poetry.dependencies]\npython = ">=3.8"\n${dependencyOf(wanted)}`,
      textOf(index, 'poetry', isOld ? 'poetryOld' : 'poetry'),
    ];
    await writeFile(join(folder, 'pyproject.toml'), `${lines.join('\n\n')}\n`);
    await start([...client.command, 'install', '--no-root', '--no-interaction']);
    return join(folder, '.venv', 'bin', 'python');
  },
  pdm: async ({ client, index, wanted, folder, start }) => {
    const lines = [
      `[project]\nname = "far-side"\nversion = "1.0"\nrequires-python = ">=3.8"\ndependencies = ["${requirementOf(wanted)}"]`,
      '[tool.pdm]\ndistribution = false',
      textOf(index, 'pdm', 'pdm'),
    ];
    await writeFile(join(folder, 'pyproject.toml'), `${lines.join('\n\n')}\n`);
    await start([...client.command, 'use', '--first', client.python]);
    await start([...client.command, 'install', '--no-self']);
    return join(folder, '.venv', 'bin', 'python');
  },
  pipenv: async ({ client, index, wanted, folder, start }) => {
    const lines = [textOf(index, 'pipenv', 'pipenv'), `[packages]\n${dependencyOf(wanted)}`];
    await writeFile(join(folder, 'Pipfile'), `${lines.join('\n\n')}\n`);
    await start([...client.command, 'install', '--python', client.python]);
    return join(folder, '.venv', 'bin', 'python');
  },
};

function textOf(index: ClientIndex, client: FoundClient['kind'], place: SnippetPlace): string {
  const snippet = snippetsFor(client, index, 'package').find((each) => each.place === place);
  if (snippet === undefined) throw new Error(`no snippet "${place}" for ${client}`);
  return `${snippet.text}\n`;
}

const requirementOf = ({ project, extras }: Wanted): string => `${project}[${extras.join(',')}]`;

const dependencyOf = ({ project, extras }: Wanted): string =>
  `${project} = { version = "*", extras = [${extras.map((extra) => `"${extra}"`).join(', ')}] }`;
