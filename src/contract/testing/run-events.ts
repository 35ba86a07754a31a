import fc from 'fast-check';
import { problem } from '../problem';
import type { RunEvent, RunTotals } from '../run-event';

/** Generators of event sequences as runs produce them, and of ones that no run should produce but a fold must survive. */

/** Names that a plain object also has by inheritance, or sorts as numbers, are names like others. */
const PROJECTS = ['click', 'constructor', 'numpy', '2048'] as const;
const PATHS = PROJECTS.flatMap((project) => [`packages/${project}-1.whl`, `packages/${project}-2.whl`]);

const bytes = fc.integer({ min: 0, max: 1_000_000 });
const project = fc.constantFrom(...PROJECTS);
const path = fc.constantFrom(...PATHS);
const trouble = problem('upstream-stalled', { url: 'https://index.example/', timeoutMs: 1000 });
const reason = fc.constantFrom(
  { kind: 'asked' } as const,
  { kind: 'interrupted' } as const,
  { kind: 'problem', problem: trouble } as const,
);
const waiting = fc.record({
  subject: path,
  attempt: fc.integer({ min: 1, max: 5 }),
  retryAtMs: bytes,
  problem: fc.constant(trouble),
});
const projectTotals = fc.record({ project, files: bytes, bytes, filesDone: bytes, bytesDone: bytes });
const totals: fc.Arbitrary<RunTotals> = fc.record({
  files: bytes,
  bytes,
  filesDone: bytes,
  bytesDone: bytes,
  projects: fc.uniqueArray(projectTotals, { selector: (entry) => entry.project }),
});
const run = { runId: fc.constantFrom('run-1', 'run-2'), atMs: bytes };

function event<Type extends RunEvent['type']>(
  type: Type,
  fields: { [Key in keyof Omit<Extract<RunEvent, { type: Type }>, 'type'>]: fc.Arbitrary<unknown> },
): fc.Arbitrary<RunEvent> {
  return fc.record({ type: fc.constant(type), ...fields }) as unknown as fc.Arbitrary<RunEvent>;
}

const fileStarted = event('file-started', {
  path,
  project,
  filename: path,
  sizeBytes: fc.option(bytes),
  resumedFromBytes: bytes,
});
const fileProgressed = event('file-progressed', { path, bytes });

const progressEvents: readonly fc.WeightedArbitrary<RunEvent>[] = [
  { weight: 6, arbitrary: fileStarted },
  { weight: 20, arbitrary: fileProgressed },
  { weight: 1, arbitrary: event('file-restarted', { path, bytesLost: bytes }) },
  { weight: 4, arbitrary: event('file-finished', { path }) },
  {
    weight: 1,
    arbitrary: event('notice-raised', {
      notice: fc.record({ severity: fc.constant('warning'), project, problem: fc.constant(trouble) }),
    }),
  },
  {
    weight: 2,
    arbitrary: event('file-failed', { path, url: fc.webUrl(), problem: fc.constant(trouble) }),
  },
  { weight: 3, arbitrary: event('speed-measured', { bytesPerSecond: bytes }) },
  { weight: 2, arbitrary: event('step-finished', { steps: fc.integer({ min: 1, max: 9 }) }) },
  {
    weight: 1,
    arbitrary: event('phase-changed', {
      phase: fc.constantFrom('downloading', 'writing-pages', 'removing', 'finishing'),
      steps: bytes,
    }),
  },
  { weight: 1, arbitrary: event('waiting-started', { waiting }) },
  { weight: 1, arbitrary: event('waiting-ended', { subject: path }) },
];
const planProgressed = event('plan-progressed', { projectsDone: bytes, projects: bytes });
const complete = fc.boolean();
const planStarted = event('plan-started', { ...run, projects: bytes });
const planFinished = event('plan-finished', { planId: fc.constantFrom('plan-1', 'plan-2'), complete });
const syncStarted = event('sync-started', { ...run, totals });
const ends = fc.oneof(
  event('run-paused', { reason }),
  event('run-cancelled', {}),
  event('run-failed', { problem: fc.constant(trouble) }),
  event('run-finished', { atMs: bytes, complete }),
);

const planned = fc
  .tuple(planStarted, fc.array(planProgressed, { maxLength: 8 }), fc.oneof(planFinished, ends))
  .map(([start, middle, end]) => [start, ...middle, end]);
const synced = fc
  .tuple(syncStarted, fc.array(fc.oneof(...progressEvents), { maxLength: 60 }), ends)
  .map(([start, middle, end]) => [start, ...middle, end]);
const anything = fc.array(
  fc.oneof(
    ...progressEvents,
    planProgressed,
    planStarted,
    planFinished,
    syncStarted,
    ends,
    event('run-restored', { ...run, totals, reason }),
  ),
  { maxLength: 40 },
);

/** Plans and syncs one after another, with disorder between. */
export const runEvents: fc.Arbitrary<readonly RunEvent[]> = fc
  .array(fc.oneof(planned, synced, synced, anything), { maxLength: 5 })
  .map((parts) => parts.flat());
