import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type ClientIndex, hostnameOf } from '../../src/contract/clients/client-index';
import { type SnippetPlace, snippetsFor } from '../../src/contract/clients/snippets';
import { commandIn } from './client-root';
import type { FoundClient } from './find-clients';

const run = promisify(execFile);
const TIMEOUT_MS = 240_000;

/** What is installed: a requirement, and the modules that it brings. */
export interface Wanted {
  readonly project: string;
  readonly extras: readonly string[];
  readonly modules: readonly string[];
}

/** Where from. */
export interface Source {
  readonly index: ClientIndex;
  /** What a person puts in where a snippet leaves a password out. */
  readonly secret: string;
}

/**
 * Installs into a new environment in `folder`, with the snippets that we give to people for this client, and gives the
 * versions that Python then imports. The folder is one of the client's own system. Rejects with what the client said.
 */
export async function installWith(
  client: FoundClient,
  { index, secret }: Source,
  wanted: Wanted,
  folder: string,
): Promise<readonly string[]> {
  const write = async (path: string, text: string): Promise<void> => {
    const place = join(client.root ?? '/', folder, path);
    await mkdir(join(place, '..'), { recursive: true });
    await writeFile(place, text.replaceAll('…', secret));
  };
  const snippets = new Map<SnippetPlace, string>(
    snippetsFor(client.kind, index, 'package').map(({ place, text }) => [place, text]),
  );
  const variables = VARIABLES.filter((place) => place !== 'pipBareAddress' || knowsLegacyCerts(client))
    .flatMap((place) => snippets.get(place) ?? [])
    .map((text) => text.replaceAll('…', secret));
  const start: Installation['start'] = async (words, input = '') => {
    const script = variables.length === 0 ? [] : ['set -a', ...variables, 'set +a'];
    const [command, ...rest] = commandIn(client.root, folder, words, script);
    const started = run(command, rest, { env: environmentIn(folder, index), timeout: TIMEOUT_MS });
    started.child.stdin?.end(input);
    return (await started).stdout;
  };
  await write('home/.netrc', `${snippets.get('netrc') ?? ''}\n`);
  for (const place of COMMANDS) {
    const text = snippets.get(place);
    if (text === undefined) continue;
    // Older ones ask for the password at a terminal alone.
    const givesLogin = place === 'poetryLogin' && !text.endsWith(secret) && client.version.startsWith('1.');
    await start(['sh', '-c', givesLogin ? `${text} ${secret}` : text], `${secret}\n`);
  }
  const textOf = (place: SnippetPlace): string => {
    const text = snippets.get(place);
    if (text === undefined) throw new Error(`no snippet "${place}" for ${client.kind}`);
    return `${text}\n`;
  };
  const python = await INSTALL[client.kind]({ client, textOf, wanted, folder, write, start });
  const script = wanted.modules.map((module) => `import ${module}; print(${module}.__version__)`).join('\n');
  return (await start([python, '-c', script])).trim().split('\n');
}

/** Snippets that are lines for a shell: variables to set, and commands to run once. */
const VARIABLES = [
  'uvCertificate',
  'uvLogin',
  'pipenvCertificate',
  'loginVariable',
  'pipBareAddress',
] as const;
const COMMANDS = ['poetryCertificate', 'poetryLogin', 'pdmCertificate'] as const;

/** The option came with pip 24.2. */
function knowsLegacyCerts({ version }: FoundClient): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 24 || (major === 24 && minor >= 2);
}

interface Installation {
  readonly client: FoundClient;
  readonly textOf: (place: SnippetPlace) => string;
  readonly wanted: Wanted;
  readonly folder: string;
  readonly write: (path: string, text: string) => Promise<void>;
  /** Gives what it said; `input`: what it is told where it asks. */
  readonly start: (words: readonly [string, ...string[]], input?: string) => Promise<string>;
}

/** Nothing of this computer's settings; whatever is for elsewhere is sent to a port where nobody is. */
function environmentIn(folder: string, index: ClientIndex): Readonly<Record<string, string>> {
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
    NO_PROXY: `127.0.0.1,localhost,${hostnameOf(index)}`,
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
  pip: async ({ client, textOf, wanted, folder, write, start }) => {
    await write('pip.conf', textOf('pipConfig'));
    await start([client.python, '-m', 'venv', '--without-pip', 'environment']);
    const python = join(folder, 'environment', 'bin', 'python');
    await start([...client.command, '--python', python, 'install', requirementOf(wanted)]);
    return python;
  },
  uv: async ({ client, textOf, wanted, folder, write, start }) => {
    await write('home/config/uv/uv.toml', textOf('uvConfig'));
    const python = join(folder, 'environment', 'bin', 'python');
    await start([...client.command, 'venv', '--python', client.python, 'environment']);
    await start([...client.command, 'pip', 'install', '--python', python, requirementOf(wanted)]);
    return python;
  },
  poetry: async ({ client, textOf, wanted, folder, write, start }) => {
    const isOld = /^(?:0\.|1\.[0-4]\.)/.test(client.version);
    const lines = [
      '[tool.poetry]\nname = "far-side"\nversion = "1.0"\ndescription = ""\nauthors = []',
      `[tool.poetry.dependencies]\npython = ">=3.8"\n${dependencyOf(wanted)}`,
      textOf(isOld ? 'poetryOld' : 'poetry'),
    ];
    await write('pyproject.toml', `${lines.join('\n\n')}\n`);
    await start([...client.command, 'install', '--no-root', '--no-interaction']);
    return join(folder, '.venv', 'bin', 'python');
  },
  pdm: async ({ client, textOf, wanted, folder, write, start }) => {
    const lines = [
      `[project]\nname = "far-side"\nversion = "1.0"\nrequires-python = ">=3.8"\ndependencies = ["${requirementOf(wanted)}"]`,
      '[tool.pdm]\ndistribution = false',
      textOf('pdm'),
    ];
    await write('pyproject.toml', `${lines.join('\n\n')}\n`);
    await start([...client.command, 'use', '--first', client.python]);
    await start([...client.command, 'install', '--no-self']);
    return join(folder, '.venv', 'bin', 'python');
  },
  pipenv: async ({ client, textOf, wanted, folder, write, start }) => {
    const lines = [textOf('pipenv'), `[packages]\n${dependencyOf(wanted)}`];
    await write('Pipfile', `${lines.join('\n\n')}\n`);
    await start([...client.command, 'install', '--python', client.python]);
    return join(folder, '.venv', 'bin', 'python');
  },
};

const requirementOf = ({ project, extras }: Wanted): string => `${project}[${extras.join(',')}]`;

const dependencyOf = ({ project, extras }: Wanted): string =>
  `${project} = { version = "*", extras = [${extras.map((extra) => `"${extra}"`).join(', ')}] }`;
