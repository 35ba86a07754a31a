import { writeFileAtomically } from '../../../engine/files/atomic-write';
import type { HandlersOf } from '../handlers';

const SCRIPT_FILENAME = 'sandgrouse-target.py';

export interface TargetsParts {
  /** The text of the script that describes a target. */
  readonly targetScript: string;
  readonly chooseNewFile: (filename: string) => Promise<string | null>;
}

export function targetsHandlers({ targetScript, chooseNewFile }: TargetsParts): HandlersOf<'targets'> {
  return {
    'targets.save-script': async () => {
      const path = await chooseNewFile(SCRIPT_FILENAME);
      if (path !== null) await writeFileAtomically(path, targetScript);
      return path;
    },
  };
}
