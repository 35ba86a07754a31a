import type { SnippetPlace } from '../clients/snippets';
import type { ProblemParameters } from '../problem';

/** Where a snippet goes. */
export const SNIPPET_PLACES: Readonly<Record<SnippetPlace, string>> = {
  pipOnce: 'Once, on the command line:',
  pipConfig: 'For good, in pip.conf (Linux, macOS) or pip.ini (Windows):',
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

type ClientProblem = 'serve-config-refused';

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
};
