import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RecordAct } from '../src/contract/history';
import {
  DEFAULT_PROFILE_OPTIONS,
  PROFILE_DEFAULTS,
  type Profile,
  type ProfileOptions,
} from '../src/contract/profile';
import { reduceRun } from '../src/contract/reduce-run';
import type { RunEvent } from '../src/contract/run-event';
import { IDLE, type RunState } from '../src/contract/run-state';
import type { Clock } from '../src/engine/files/clock';
import type { Plan } from '../src/engine/plan/plan';
import { createMirror, readProfile, saveProfile } from '../src/engine/profile/profile-file';
import { type Environment, systemEnvironment } from '../src/engine/run/environment';
import { type MakePlanOutcome, makePlan } from '../src/engine/run/make-plan';
import { readPlan } from '../src/engine/run/saved-plan';
import { syncMirror } from '../src/engine/run/sync-mirror';
import type { SyncOutcome } from '../src/engine/run/sync-outcome';
import { sha256 } from './wheel-builder';

/** Waits pass at once, and are kept to be looked at. */
export interface TestClock extends Clock {
  readonly sleeps: readonly number[];
}

export function createTestClock(): TestClock {
  const sleeps: number[] = [];
  return {
    sleeps,
    now: () => Date.now(),
    sleep: async (delayMs, { signal }) => {
      signal.throwIfAborted();
      sleeps.push(delayMs);
    },
  };
}

/** As the engine's, with the whole plan. */
export type PlanOutcome =
  | Exclude<MakePlanOutcome, { readonly kind: 'planned' }>
  | { readonly kind: 'planned'; readonly plan: Plan };

/** A mirror in a temporary folder, with the verbs of the engine to use on it. */
export interface MirrorFixture {
  readonly directory: string;
  readonly clock: TestClock;
  readonly recordAct: RecordAct;
  readonly events: readonly RunEvent[];
  readonly state: () => RunState;
  readonly setAllowlist: (allowlist: string) => Promise<void>;
  readonly plan: () => Promise<PlanOutcome>;
  readonly sync: (
    plan: Plan,
    options?: { readonly signal?: AbortSignal; readonly acceptGuards?: boolean },
  ) => Promise<SyncOutcome>;
  readonly planAndSync: () => Promise<SyncOutcome>;
  /** Every file below the mirror's folder, as paths with `/`, sorted. */
  readonly listFiles: (below?: string) => Promise<readonly string[]>;
  /** Problems of the tree: pages that list a missing or wrong file. */
  readonly findFaults: () => Promise<readonly string[]>;
  /** Called with every event before it is folded. */
  readonly onEvent: (listener: (event: RunEvent) => void) => void;
  readonly remove: () => Promise<void>;
}

const STALL_TIMEOUT_MS = 300;

export async function createMirrorFixture(
  upstreamUrl: string,
  allowlist: string,
  options: Partial<ProfileOptions> = {},
  changes: Partial<Profile> = {},
  world: Partial<Environment> = {},
): Promise<MirrorFixture> {
  const directory = await mkdtemp(join(tmpdir(), 'sandgrouse-mirror-'));
  const clock = createTestClock();
  const environment = testEnvironment(clock, world);
  const signal = new AbortController().signal;
  const profile: Profile = {
    version: 1,
    upstreamUrl,
    allowlist,
    ...PROFILE_DEFAULTS,
    ...changes,
    options: { ...DEFAULT_PROFILE_OPTIONS, ...options },
  };
  await createMirror(directory, profile, { signal });
  const events: RunEvent[] = [];
  const listeners: ((event: RunEvent) => void)[] = [];
  const emit = (event: RunEvent): void => {
    for (const listener of listeners) listener(event);
    events.push(event);
  };
  const program = 'test';
  const plan = async (): Promise<PlanOutcome> =>
    withWholePlan(directory, await makePlan({ directory, program, emit, environment, signal }));
  const sync: MirrorFixture['sync'] = ({ planId }, changes = {}) =>
    syncMirror({ directory, planId, acceptGuards: false, program, emit, environment, signal, ...changes });
  return {
    directory,
    clock,
    recordAct: environment.recordAct,
    events,
    state: () => events.reduce(reduceRun, IDLE),
    setAllowlist: async (text) => {
      await saveProfile(
        directory,
        { ...(await readProfile(directory, { signal })), allowlist: text },
        { signal },
      );
    },
    plan,
    sync,
    planAndSync: async () => {
      const outcome = await plan();
      return outcome.kind === 'planned' ? sync(outcome.plan) : outcome;
    },
    listFiles: (below = '.') => listFiles(join(directory, below)),
    findFaults: () => findFaults(join(directory, 'web')),
    onEvent: (listener) => listeners.push(listener),
    remove: () => rm(directory, { recursive: true, force: true }),
  };
}

/** Nothing of this computer's own settings, and waits that pass at once. */
function testEnvironment(clock: Clock, world: Partial<Environment>): Environment {
  return {
    ...systemEnvironment({ version: 'test', interface: 'command line' }),
    clock,
    random: () => 0.5,
    stallTimeoutMs: STALL_TIMEOUT_MS,
    variables: {},
    credentials: async () => null,
    networkPatience: { planMs: 10_000, syncMs: 20_000 },
    ...world,
  };
}

async function withWholePlan(directory: string, outcome: MakePlanOutcome): Promise<PlanOutcome> {
  if (outcome.kind !== 'planned') return outcome;
  const plan = await readPlan(directory, { signal: new AbortController().signal });
  if (plan === null) throw new Error('the plan that was made cannot be read');
  return { kind: 'planned', plan };
}

async function listFiles(directory: string): Promise<readonly string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true }).catch(() => []);
  const root = directory.length + 1;
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root).replaceAll('\\', '/'))
    .sort();
}

interface Page {
  readonly files: readonly {
    readonly filename: string;
    readonly url: string;
    readonly size: number;
    readonly hashes: { readonly sha256: string };
    readonly 'core-metadata'?: { readonly sha256: string } | false;
  }[];
}

/** Checks a mirror's tree by its own pages, with nothing of the product. */
export async function findFaults(web: string): Promise<readonly string[]> {
  const faults: string[] = [];
  const root = JSON.parse(await readFile(join(web, 'simple/index.v1_json'), 'utf8')) as {
    projects: { name: string }[];
  };
  for (const { name } of root.projects) {
    const folder = join(web, 'simple', name);
    const page = JSON.parse(await readFile(join(folder, 'index.v1_json'), 'utf8')) as Page;
    const html = await readFile(join(folder, 'index.html'), 'utf8');
    for (const file of page.files) {
      const path = join(folder, decodeURIComponent(file.url));
      const content = await readFile(path).catch(() => null);
      if (content === null) faults.push(`${file.filename} is listed and missing`);
      else if (sha256(content) !== file.hashes.sha256) faults.push(`${file.filename} has a wrong hash`);
      else if (content.length !== file.size) faults.push(`${file.filename} has a wrong size`);
      if (!html.includes(`#sha256=${file.hashes.sha256}`))
        faults.push(`${file.filename} is not in the HTML page`);
      const metadata = file['core-metadata'];
      if (metadata === undefined || metadata === false) continue;
      const bytes = await readFile(`${path}.metadata`).catch(() => null);
      if (bytes === null || sha256(bytes) !== metadata.sha256)
        faults.push(`${file.filename} has no right metadata`);
    }
  }
  return faults;
}
