import { isWorking } from '../contract/run-state';
import type { ApplicationPlace } from '../engine/export/plan/survey-application';
import { hasProfile } from '../engine/profile/profile-file';
import { adoptMirror, surveyMirror } from '../engine/run/adopt/adopt-mirror';
import type { Environment } from '../engine/run/environment';
import { readProofState } from '../engine/status/proof-state';
import { markRepair } from '../engine/verify/mark-repair';
import { createKeepAwake, type KeepAwake } from './adapters/keep-awake';
import { MirrorAdoptions } from './adopting/mirror-adoptions';
import { type Carrying, composeCarrying } from './compose-carrying';
import { composeServers, type ServersParts } from './compose-servers';
import type { Push } from './ipc/electron-ipc';
import { MirrorList, nameOf } from './mirrors/mirror-list';
import { MirrorProofs } from './proving/mirror-proofs';
import { proveHere } from './proving/prove-here';
import { RunHost } from './runs/run-host';
import { engineVerbs } from './runs/run-verbs';
import { createRunWatcher } from './runs/run-watcher';
import { startSystemTimer } from './runs/timer';
import type { MirrorServers } from './serving/mirror-servers';
import { MirrorVerifications } from './verifying/mirror-verifications';
import { readSavedVerification, verifyHere } from './verifying/verify-here';
import { createWorkReporter } from './window/work-reporter';

export interface MirrorsParts extends ServersParts {
  /** The text of the script that describes a target. */
  readonly targetScript: string;
  /** The text of the server that travels with an export. */
  readonly serverScript: string;
  readonly application: ApplicationPlace;
}

export interface Mirrors {
  readonly mirrors: MirrorList;
  readonly servers: MirrorServers;
  /** Starts what is to be served again; what cannot be is told. */
  readonly resumeServers: () => Promise<void>;
  /** Says in title and tray what they say in other words, after the language was changed. */
  readonly renewWords: () => void;
  readonly proofs: MirrorProofs;
  readonly verifications: MirrorVerifications;
  readonly prepareRepair: (mirror: string) => Promise<unknown>;
  readonly adoptions: MirrorAdoptions;
  readonly carrying: Carrying;
}

/** Who holds the mirror's lock, as another program is told. */
const PROGRAM = 'the Sandgrouse application';

/** The mirrors with their runs and servers, and everything that follows them. */
export function composeMirrors(parts: MirrorsParts): Mirrors {
  const { settings, environment, desktop, window, push, texts, log } = parts;
  const verbs = engineVerbs(PROGRAM, environment);
  const report = createWorkReporter(window.current, texts);
  const keepAwake = createKeepAwake({ holdOff: desktop.holdSleepOff, startTimer: startSystemTimer });
  const watch = createRunWatcher({
    texts,
    nameOf,
    push: (batch) => push('run', batch),
    bytesMoved: () => keepAwake.bytesMoved('sync'),
    stageChanged: () => {
      mirrors.announce();
      if (!mirrors.runs().some((run) => isWorking(run.state))) keepAwake.settled('sync');
    },
    notify: (text) => {
      if (window.current()?.isFocused() !== true) desktop.notify(text, window.show);
    },
    log,
  });
  const { servers, resumeServers, renewWords } = composeServers(parts, () => mirrors.announce());
  const proofs = composeProofs(parts, keepAwake);
  const mirrors: MirrorList = new MirrorList({
    remembered: { read: settings.readMirrors, write: settings.writeMirrors },
    isMirror: hasProfile,
    createHost: (mirror) =>
      new RunHost({
        mirror,
        verbs,
        startTimer: startSystemTimer,
        publish: (batch, state) => {
          watch(batch, state);
          report(mirrors.runs());
          // What is proven while files come and go says nothing.
          if (state.stage === 'syncing') proofs.cancel(mirror);
        },
      }),
    isServing: (mirror) => servers.isServing(mirror),
    publish: (summaries) => push('mirrors', summaries),
    log,
  });
  const adoptions = composeAdoptions(push, environment);
  const carrying = composeCarrying({ ...parts, add: (mirror) => void mirrors.add(mirror) }, keepAwake);
  return {
    mirrors,
    servers,
    resumeServers,
    renewWords: () => {
      renewWords();
      report(mirrors.runs());
    },
    proofs,
    ...composeVerifications(parts, keepAwake),
    adoptions,
    carrying,
  };
}

/** What reads files tells of itself as long as it reads. */
function stayAwake(keepAwake: KeepAwake, work: string, isReading: boolean): void {
  if (isReading) keepAwake.bytesMoved(work);
  else keepAwake.settled(work);
}

function composeProofs(
  { targetScript, environment, push }: MirrorsParts,
  keepAwake: KeepAwake,
): MirrorProofs {
  return new MirrorProofs({
    prove: proveHere(targetScript, environment),
    readSaved: readProofState,
    startTimer: startSystemTimer,
    publish: (mirror, state) => {
      stayAwake(keepAwake, `prove ${mirror}`, state.status === 'proving');
      push('prove', { mirror, state });
    },
  });
}

function composeVerifications(
  { environment, push, signal }: MirrorsParts,
  keepAwake: KeepAwake,
): Pick<Mirrors, 'verifications' | 'prepareRepair'> {
  const { recordAct } = environment;
  return {
    verifications: new MirrorVerifications({
      verify: verifyHere(PROGRAM, environment),
      readSaved: readSavedVerification,
      startTimer: startSystemTimer,
      publish: (mirror, state) => {
        stayAwake(keepAwake, `verify ${mirror}`, state.status === 'verifying');
        push('verify', { mirror, state });
      },
    }),
    prepareRepair: (mirror) => markRepair(mirror, { program: PROGRAM, recordAct, signal }),
  };
}

function composeAdoptions(push: Push, { recordAct }: Environment): MirrorAdoptions {
  return new MirrorAdoptions({
    survey: (directory, options) => surveyMirror({ directory, ...options }),
    adopt: (directory, choices, options) =>
      adoptMirror({ directory, program: PROGRAM, recordAct, ...choices, ...options }),
    startTimer: startSystemTimer,
    publish: (directory, state) => push('adopt', { directory, state }),
  });
}
