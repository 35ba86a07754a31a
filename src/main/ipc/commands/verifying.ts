import { refuse } from '../../../contract/problem';
import type { MirrorList } from '../../mirrors/mirror-list';
import type { MirrorVerifications } from '../../verifying/mirror-verifications';
import type { HandlersOf } from '../handlers';

export interface VerifyingParts {
  readonly mirrors: MirrorList;
  readonly verifications: MirrorVerifications;
  /** Notes what was found for the next plan. */
  readonly prepareRepair: (mirror: string) => Promise<unknown>;
}

export function verifyingHandlers(parts: VerifyingParts): HandlersOf<'verify'> {
  const { mirrors, verifications } = parts;
  return {
    'verify.start': ({ mirror, mode }) => {
      const host = mirrors.host(mirror);
      if (host.isWorking) refuse('mirror-busy', { directory: mirror, stage: host.state.stage });
      verifications.start(mirror, mode);
      return null;
    },
    'verify.pause': ({ mirror }) => {
      verifications.pause(mirror);
      return null;
    },
    'verify.cancel': ({ mirror }) => {
      mirrors.host(mirror);
      verifications.cancel(mirror);
      return null;
    },
    'verify.read': ({ mirror }) => {
      mirrors.host(mirror);
      return verifications.read(mirror);
    },
    'verify.plan-repair': async ({ mirror }) => {
      const host = mirrors.host(mirror);
      if (host.isWorking) refuse('mirror-busy', { directory: mirror, stage: host.state.stage });
      await parts.prepareRepair(mirror);
      await host.makePlan();
      return null;
    },
  };
}
