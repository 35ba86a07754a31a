import type { IndexTest } from '../clients/index-test';
import type { SnippetPlace } from '../clients/snippets';
import { toPlainText } from '../plain-text';
import type { ProblemParameters } from '../problem';
import { count } from './english-numbers';
import { describePip } from './english-proof';

/** Where a snippet goes. */
export const SNIPPET_PLACES: Readonly<Record<SnippetPlace, string>> = {
  pipOnce: 'Once, on the command line:',
  pipConfig: 'For good, in pip.conf (Linux, macOS) or pip.ini (Windows):',
  pipBareAddress:
    'Where pip 24.2 or newer says "check_hostname requires server_hostname", as it may at an address without a name, in the environment:',
  netrc: 'The password, in ".netrc" in your home folder:',
  uvOnce: 'Once, on the command line:',
  uvProject: 'For a project, in pyproject.toml:',
  uvConfig: 'For good, in uv.toml:',
  uvCertificate: 'The certificate, in the environment:',
  uvLogin: 'The login, in the environment:',
  poetry: 'For a project, in pyproject.toml (poetry 1.5 and newer):',
  poetryOld: 'The same for poetry 1.4 and older:',
  poetryCertificate: 'The certificate, on the command line:',
  poetryLogin: 'The login, on the command line:',
  pdm: 'For a project, in pyproject.toml:',
  pdmCertificate: 'The certificate, on the command line:',
  loginVariable: 'The password, in the environment:',
  pipenv: 'For a project, in its Pipfile:',
  pipenvCertificate: 'The certificate, in the environment:',
  conda: 'For an environment, in environment.yml:',
};

/** What came of a test, in one line; what pip said comes below it. */
export function describeIndexTest(test: IndexTest): string {
  switch (test.kind) {
    case 'works': {
      const others = test.others === 0 ? '' : ` and ${count(test.others, 'other project', 'other projects')}`;
      return toPlainText(
        `It works: ${describePip(test.pip)} would install ${test.project} ${test.version}${others} from here.`,
      );
    }
    case 'refused':
      return toPlainText(`${describePip(test.pip)} could not resolve "${test.project}" from here. It said:`);
    case 'too-slow':
      return `${describePip(test.pip)} got no answer in time and was stopped. See whether the address can be reached from here.`;
    case 'no-pip':
      return 'It was not tried: no Python with pip 22.2 or newer was found on this computer.';
    case 'no-project':
      return 'It was not tried: no project was found that any Python can install. Name one.';
  }
}

type ClientProblem = 'serve-config-refused' | 'client-index-invalid' | 'client-file-refused';

/** Words about what keeps a mirror from being set up for others. */
export const ENGLISH_CLIENTS: {
  readonly [Code in ClientProblem]: (parameters: ProblemParameters[Code]) => {
    readonly what: string;
    readonly next: string;
  };
} = {
  'serve-config-refused': ({ path, writtenFor, reason }) => ({
    what: `"${path}" cannot stand in a configuration of ${writtenFor}: ${reason}.`,
    next: 'Rename the folder, or move the mirror to another one.',
  }),
  'client-index-invalid': ({ address }) => ({
    what: `"${address}" is neither a mirror nor the address of an index.`,
    next: 'Give the folder of a mirror, or an address such as "http://127.0.0.1:8080/simple/".',
  }),
  'client-file-refused': ({ path, reason }) => ({
    what: `"${path}" was left as it is: ${reason}.`,
    next: 'Put it right by hand, or name another file.',
  }),
};
