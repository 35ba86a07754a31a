import type { StoreApi } from 'zustand/vanilla';
import { problemOf } from '../../contract/problem';
import type { Client } from '../bridge';
import type { AppState } from './app-state';

/** What every slice of actions is made from. */
export interface ActionContext {
  readonly client: Client;
  readonly store: StoreApi<AppState>;
}

type RecordKey = {
  [Key in keyof AppState]: AppState[Key] extends Readonly<Record<string, unknown>> ? Key : never;
}[keyof AppState];
type KeyedByMirror = Extract<
  RecordKey,
  | 'statuses'
  | 'profiles'
  | 'runs'
  | 'plans'
  | 'explanations'
  | 'proofs'
  | 'verifications'
  | 'serving'
  | 'carries'
  | 'bundles'
  | 'adoptions'
>;

/** Sets one mirror's entry in one of the records. */
export function setFor<Key extends KeyedByMirror>(
  store: StoreApi<AppState>,
  key: Key,
  mirror: string,
  value: AppState[Key][string],
): void {
  store.setState((state) => ({ [key]: { ...state[key], [mirror]: value } }));
}

/** Runs something that may fail; a failure becomes the problem that is shown. Says whether it succeeded. */
export async function attempt(store: StoreApi<AppState>, work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    store.setState({ problem: problemOf(error) });
    return false;
  }
}
