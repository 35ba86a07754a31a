import type { Environment } from '../../../engine/run/environment';
import { applyImport, readImport } from '../../../engine/run/import-into';
import { openProjectNames, readVersions } from '../../../engine/run/project-names';
import type { MirrorList } from '../../mirrors/mirror-list';
import type { HandlersOf } from '../handlers';

export interface ChoosingParts {
  readonly mirrors: MirrorList;
  readonly environment: Environment;
  readonly chooseFile: () => Promise<string | null>;
  readonly signal: AbortSignal;
}

/** What helps a person to choose: other tools' files, and names and versions from the upstream. */
export function choosingHandlers({
  mirrors,
  environment,
  chooseFile,
  signal,
}: ChoosingParts): HandlersOf<'import' | 'upstream'> {
  const names = openProjectNames({ environment, signal });
  return {
    'import.choose-file': () => chooseFile(),
    'import.read': async ({ mirror, source, choices }) => {
      mirrors.host(mirror);
      return (await readImport({ directory: mirror, source, choices, signal })).report;
    },
    'import.apply': ({ mirror, source, choices }) => {
      mirrors.host(mirror);
      const { recordAct } = environment;
      return applyImport({ directory: mirror, source, choices, recordAct, signal });
    },
    'upstream.complete-project': ({ mirror, text }) => {
      mirrors.host(mirror);
      return names.complete(mirror, text);
    },
    'upstream.versions': ({ mirror, project }) => {
      mirrors.host(mirror);
      return readVersions(project, { directory: mirror, environment, signal });
    },
  };
}
