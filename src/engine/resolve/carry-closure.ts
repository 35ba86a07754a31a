import { setImmediate as nextTurn } from 'node:timers/promises';
import { admit, noOpenings } from '../closure/admission';
import type { Root } from '../closure/asker';
import { both, firstBit } from '../closure/bits';
import type { ReleaseRequirement } from '../closure/release-metadata';
import type { SolveInput } from '../closure/search';
import type { Asking } from '../closure/universe';
import type { ClosureStore } from './closure-store';

/** Carries a computation to its end: what it needs is read at the same time, and it goes on when the first is there. */
export async function carryClosure<Result>(
  asking: Asking<Result>,
  store: ClosureStore,
  signal: AbortSignal,
): Promise<Result> {
  for (;;) {
    signal.throwIfAborted();
    const step = asking.next();
    if (step.done === true) return step.value;
    if (step.value.length === 0) {
      await nextTurn();
      continue;
    }
    const loads = step.value.map((need) => ({ need, loading: store.load(need) }));
    // The others are only likely to be needed; where they fail, that shows when they are.
    for (const { loading } of loads) loading.catch(() => undefined);
    await Promise.all(
      loads.filter(({ need }, index) => need.kind === 'project' || index === 0).map(({ loading }) => loading),
    );
  }
}

/**
 * Reads ahead what a solution will most likely need, each page and each metadata as soon as something asks for it: so a
 * plan takes as long as its longest chain of requests, and not as long as all of them.
 */
export async function readAhead(inputs: readonly SolveInput[], store: ClosureStore): Promise<void> {
  await Promise.all(
    inputs.map((input) => {
      const followed = new Set<string>();
      return followAll(input.roots.filter(isActive(input)), input, followed, store);
    }),
  );
}

const isActive =
  ({ view }: SolveInput) =>
  ({ requirement }: Root): boolean =>
    view.isActive(requirement);

async function followAll(
  requirements: readonly ReleaseRequirement[],
  input: SolveInput,
  followed: Set<string>,
  store: ClosureStore,
): Promise<void> {
  await Promise.all(requirements.map((entry) => follow(entry, input, followed, store)));
}

async function follow(
  { requirement }: ReleaseRequirement,
  input: SolveInput,
  followed: Set<string>,
  store: ClosureStore,
): Promise<void> {
  const { name, extras, specifiers, url } = requirement;
  const key = `${name} ${extras.join()} ${specifiers.text}`;
  if (url !== null || followed.has(key)) return;
  followed.add(key);
  await store.load({ kind: 'project', name });
  const knowledge = store.universe.project(name);
  if (knowledge?.kind !== 'known') return;
  const { versions } = knowledge;
  const usable = input.view.usable(versions);
  const { admitted } = admit(versions, specifiers, input.view, input.policy, noOpenings());
  const release = versions.releases[firstBit(both(admitted, usable)) ?? -1];
  const candidate = release === undefined ? null : input.view.chosenFile(release);
  if (candidate === null) return;
  await store.load({ kind: 'metadata', name, candidate });
  const reading = store.universe.metadata(candidate);
  if (reading?.ok !== true) return;
  const { metadata } = reading;
  const next = [null, ...extras].flatMap((extra) => input.view.activeRequirements(metadata, extra));
  await followAll(next, input, followed, store);
}
