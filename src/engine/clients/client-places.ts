import { basename, join } from 'node:path';
import type { Client } from '../../contract/clients/client-index';

export interface PlaceOptions {
  readonly platform: NodeJS.Platform;
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly homeFolder: string;
  /** Where a project's own files are. */
  readonly projectFolder: string;
}

/**
 * The file that a client reads by itself: of an environment that is active, else of the person, or of the project. `null`
 * for conda, whose file lists much besides.
 */
export function findClientFile(client: Client, options: PlaceOptions): string | null {
  const { platform, variables, projectFolder } = options;
  switch (client) {
    case 'pip': {
      const name = platform === 'win32' ? 'pip.ini' : 'pip.conf';
      const environment = variables.VIRTUAL_ENV ?? '';
      return environment === '' ? join(settingsFolder(options), 'pip', name) : join(environment, name);
    }
    case 'uv':
      return join(settingsFolder(options), 'uv', 'uv.toml');
    case 'poetry':
    case 'pdm':
      return join(projectFolder, 'pyproject.toml');
    case 'pipenv':
      return join(projectFolder, 'Pipfile');
    case 'conda':
      return null;
  }
}

function settingsFolder({ platform, variables, homeFolder }: PlaceOptions): string {
  if (platform === 'win32') return variables.APPDATA ?? join(homeFolder, 'AppData', 'Roaming');
  const named = variables.XDG_CONFIG_HOME ?? '';
  return named === '' ? join(homeFolder, '.config') : named;
}

/** Whether a file belongs to a project, and so is not made out of nothing. */
export const isProjectFile = (path: string): boolean => /^(?:pyproject\.toml|Pipfile)$/.test(basename(path));
