import type { Problem } from './problem';

/** What an answer across a process border looks like: a thrown Error would lose its code on the way. */
export type Envelope<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problem: Problem };
