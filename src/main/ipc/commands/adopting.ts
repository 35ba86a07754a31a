import type { MirrorAdoptions } from '../../adopting/mirror-adoptions';
import { completePath, type PersonFolders } from '../../mirrors/folders';
import type { HandlersOf } from '../handlers';

export interface AdoptingParts {
  readonly adoptions: MirrorAdoptions;
  readonly isAdoptable: (directory: string) => Promise<boolean>;
  readonly folders: PersonFolders;
}

export function adoptingHandlers({ adoptions, isAdoptable, folders }: AdoptingParts): HandlersOf<'adopt'> {
  return {
    'adopt.recognise': async ({ directory }) => {
      const path = completePath(directory, folders);
      return (await isAdoptable(path)) ? path : null;
    },
    'adopt.survey': ({ directory }) => {
      adoptions.survey(directory);
      return null;
    },
    'adopt.start': ({ directory, ...choices }) => {
      adoptions.start(directory, choices);
      return null;
    },
    'adopt.cancel': ({ directory }) => {
      adoptions.cancel(directory);
      return null;
    },
  };
}
