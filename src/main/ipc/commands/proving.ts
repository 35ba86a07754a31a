import { stat } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { refuse } from '../../../contract/problem';
import { proofPagePath } from '../../../engine/mirror/proof-files';
import type { MirrorList } from '../../mirrors/mirror-list';
import type { MirrorProofs } from '../../proving/mirror-proofs';
import type { HandlersOf } from '../handlers';

export interface ProvingParts {
  readonly mirrors: MirrorList;
  readonly proofs: MirrorProofs;
  readonly openInBrowser: (url: string) => Promise<void>;
}

export function provingHandlers({ mirrors, proofs, openInBrowser }: ProvingParts): HandlersOf<'prove'> {
  return {
    'prove.start': ({ mirror }) => {
      const host = mirrors.host(mirror);
      // What is proven while files come and go says nothing.
      if (host.isWorking) refuse('mirror-busy', { directory: mirror, stage: host.state.stage });
      proofs.start(mirror);
      return null;
    },
    'prove.cancel': ({ mirror }) => {
      proofs.cancel(mirror);
      return null;
    },
    'prove.read': ({ mirror }) => {
      mirrors.host(mirror);
      return proofs.read(mirror);
    },
    'prove.open-report': async ({ mirror }) => {
      mirrors.host(mirror);
      const path = proofPagePath(mirror);
      const isThere = await stat(path).then(
        (entry) => entry.isFile(),
        () => false,
      );
      if (!isThere) refuse('disk-gone', { path });
      await openInBrowser(pathToFileURL(path).href);
      return null;
    },
  };
}
