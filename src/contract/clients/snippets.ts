import {
  addressWithLogin,
  type Client,
  type ClientIndex,
  hostnameOf,
  INDEX_NAME,
  trustedHostOf,
} from './client-index';

/** One piece of configuration, to copy as it is. `place` says where it goes. */
export interface Snippet {
  readonly place: SnippetPlace;
  readonly text: string;
}

export type SnippetPlace =
  | 'pipOnce'
  | 'pipConfig'
  | 'pipBareAddress'
  | 'netrc'
  | 'uvOnce'
  | 'uvConfig'
  | 'uvProject'
  | 'uvCertificate'
  | 'uvLogin'
  | 'poetry'
  | 'poetryOld'
  | 'poetryCertificate'
  | 'poetryLogin'
  | 'pdm'
  | 'pdmCertificate'
  | 'loginVariable'
  | 'pipenv'
  | 'pipenvCertificate'
  | 'conda';

/** The variable that stands for a password in files of pdm and pipenv, which put it in themselves. */
const PASSWORD_VARIABLE = 'SANDGROUSE_INDEX_PASSWORD';

/**
 * How a client installs from this index and from no other; none where it cannot at all: poetry reads no folder. `packageName`
 * stands for what the person wants to install.
 */
export function snippetsFor(client: Client, index: ClientIndex, packageName: string): readonly Snippet[] {
  switch (client) {
    case 'pip':
      return pipSnippets(index, packageName);
    case 'uv':
      return uvSnippets(index, packageName);
    case 'poetry':
      return poetrySnippets(index);
    case 'pdm':
      return pdmSnippets(index);
    case 'pipenv':
      return pipenvSnippets(index);
    case 'conda':
      return condaSnippets(index, packageName);
  }
}

function pipSnippets(index: ClientIndex, packageName: string): readonly Snippet[] {
  const lines = pipSettings(index).map(([key, value]) => `${key} = ${value}`);
  // An environment or a file may name further indexes: `--isolated` leaves those of the person out.
  const once = ['pip --isolated install', ...pipOptions(index).map(quoteWords), packageName].join(' ');
  return [
    { place: 'pipOnce', text: once },
    { place: 'pipConfig', text: ['[global]', ...lines].join('\n') },
    ...bareAddress(index),
    ...netrc(index),
  ];
}

/** What pip's configuration file says of the index, by key. */
export function pipSettings(index: ClientIndex): readonly (readonly [string, string])[] {
  const host = trustedHostOf(index);
  return [
    ['index-url', addressWithLogin(index, null)],
    ...(host === null ? [] : [['trusted-host', host] as const]),
    ...(index.certificatePath === null ? [] : [['cert', index.certificatePath] as const]),
  ];
}

/** The same as options, a list of words each. */
function pipOptions(index: ClientIndex): readonly (readonly [string, string])[] {
  return pipSettings(index).map(([key, value]) => [`--${key}`, value]);
}

const quoteWords = (words: readonly string[]): string => words.map(quoteWord).join(' ');

/** Shells of every system take double quotes; POSIX ones look into them. */
function quoteWord(word: string): string {
  if (/^[A-Za-z0-9:/@._~%+=,[\]\\-]+$/.test(word) && !/^[A-Za-z0-9].*\\[^A-Za-z0-9]/.test(word)) return word;
  return /["$`!]/.test(word) ? `'${word.replaceAll("'", String.raw`'\''`)}'` : `"${word}"`;
}

/**
 * pip from 24.2 on asks the system about certificates, by a name that its urllib3 1.26 leaves out where the host is a bare
 * address (https://github.com/pypa/pip/issues/12906). Older ones know no such option, so it stays out of their file.
 */
function bareAddress(index: ClientIndex): readonly Snippet[] {
  if (!index.url.startsWith('https:') || !/^(?:\d{1,3}(?:\.\d{1,3}){3}|\[.*\])$/.test(hostnameOf(index)))
    return [];
  return [{ place: 'pipBareAddress', text: 'PIP_USE_DEPRECATED=legacy-certs' }];
}

function netrc(index: ClientIndex): readonly Snippet[] {
  const { login } = index;
  if (login === null || login.password !== null) return [];
  return [{ place: 'netrc', text: `machine ${hostnameOf(index)} login ${login.username} password …` }];
}

function uvSnippets(index: ClientIndex, packageName: string): readonly Snippet[] {
  const { certificatePath, login } = index;
  const url = addressWithLogin(index, null);
  const lines = uvSource(index);
  return [
    { place: 'uvOnce', text: `uv pip install --no-config --default-index ${url} ${packageName}` },
    { place: 'uvProject', text: ['[[tool.uv.index]]', ...lines].join('\n') },
    { place: 'uvConfig', text: ['[[index]]', ...lines].join('\n') },
    ...(certificatePath === null
      ? []
      : [{ place: 'uvCertificate', text: `SSL_CERT_FILE=${quoteWord(certificatePath)}` } as const]),
    ...(login === null || login.password !== null
      ? []
      : [
          {
            place: 'uvLogin',
            text: `UV_INDEX_SANDGROUSE_USERNAME=${quoteWord(login.username)}\nUV_INDEX_SANDGROUSE_PASSWORD=…`,
          } as const,
        ]),
  ];
}

/** The keys of uv's table, the same in uv.toml and pyproject.toml. uv takes plain http from everywhere. */
export function uvSource(index: ClientIndex): readonly string[] {
  return [`name = "${INDEX_NAME}"`, `url = "${addressWithLogin(index, null)}"`, 'default = true'];
}

function poetrySnippets(index: ClientIndex): readonly Snippet[] {
  const { url, certificatePath, login } = index;
  if (url.startsWith('file:')) return [];
  return [
    { place: 'poetry', text: ['[[tool.poetry.source]]', ...poetrySource(index, 'priority')].join('\n') },
    { place: 'poetryOld', text: ['[[tool.poetry.source]]', ...poetrySource(index, 'default')].join('\n') },
    ...(certificatePath === null
      ? []
      : [
          {
            place: 'poetryCertificate',
            text: `poetry config certificates.${INDEX_NAME}.cert ${quoteWord(certificatePath)}`,
          } as const,
        ]),
    ...(login === null
      ? []
      : // Without a password, poetry asks for it.
        [
          {
            place: 'poetryLogin',
            text: [
              'poetry config',
              `http-basic.${INDEX_NAME}`,
              ...[login.username, login.password].flatMap((word) => (word === null ? [] : [quoteWord(word)])),
            ].join(' '),
          } as const,
        ]),
  ];
}

/** `priority` came with poetry 1.5, and 2.0 took `default` away (https://python-poetry.org/docs/repositories/). */
export function poetrySource({ url }: ClientIndex, key: 'priority' | 'default'): readonly string[] {
  return [
    `name = "${INDEX_NAME}"`,
    `url = "${url}"`,
    key === 'priority' ? 'priority = "primary"' : 'default = true',
  ];
}

function pdmSnippets(index: ClientIndex): readonly Snippet[] {
  const { certificatePath } = index;
  return [
    { place: 'pdm', text: ['[[tool.pdm.source]]', ...pdmSource(index)].join('\n') },
    ...(certificatePath === null
      ? []
      : [
          {
            place: 'pdmCertificate',
            text: `pdm config pypi.ca_certs ${quoteWord(certificatePath)}`,
          } as const,
        ]),
    ...passwordVariable(index),
  ];
}

/** A source of this name takes the place of the one that pdm has by itself. */
export function pdmSource(index: ClientIndex): readonly string[] {
  return [
    'name = "pypi"',
    `url = "${addressWithLogin(index, `\${${PASSWORD_VARIABLE}}`)}"`,
    `verify_ssl = ${trustedHostOf(index) === null}`,
  ];
}

function pipenvSnippets(index: ClientIndex): readonly Snippet[] {
  const { certificatePath } = index;
  return [
    { place: 'pipenv', text: ['[[source]]', ...pipenvSource(index)].join('\n') },
    ...(certificatePath === null
      ? []
      : [{ place: 'pipenvCertificate', text: `PIP_CERT=${quoteWord(certificatePath)}` } as const]),
    ...passwordVariable(index),
  ];
}

/** pipenv trusts the host where the certificate is not to be verified, which is what plain http needs. */
export function pipenvSource(index: ClientIndex): readonly string[] {
  return [
    `name = "${INDEX_NAME}"`,
    `url = "${addressWithLogin(index, `\${${PASSWORD_VARIABLE}}`)}"`,
    `verify_ssl = ${trustedHostOf(index) === null}`,
  ];
}

function passwordVariable({ login }: ClientIndex): readonly Snippet[] {
  if (login === null || login.password !== null) return [];
  return [{ place: 'loginVariable', text: `${PASSWORD_VARIABLE}=…` }];
}

/** Lines of a requirements file stand under `pip` (https://docs.conda.io, "Creating an environment file manually"). */
function condaSnippets(index: ClientIndex, packageName: string): readonly Snippet[] {
  const host = trustedHostOf(index);
  const lines = [
    `--index-url ${addressWithLogin(index, null)}`,
    ...(host === null ? [] : [`--trusted-host ${host}`]),
    packageName,
  ];
  const text = [
    'dependencies:',
    '  - python',
    '  - pip',
    '  - pip:',
    ...lines.map((line) => `      - ${line}`),
  ];
  return [
    { place: 'conda', text: text.join('\n') },
    ...(index.certificatePath === null
      ? []
      : [{ place: 'pipenvCertificate', text: `PIP_CERT=${quoteWord(index.certificatePath)}` } as const]),
    ...bareAddress(index),
    ...netrc(index),
  ];
}
