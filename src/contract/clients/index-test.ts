import type { PipIdentity } from '../proof';

/** What came of letting a real pip resolve a project through an index. */
export type IndexTest =
  | {
      readonly kind: 'works';
      readonly pip: PipIdentity;
      readonly project: string;
      readonly version: string;
      /** Other projects that come with it. */
      readonly others: number;
    }
  /** `output`: the end of what pip said. */
  | { readonly kind: 'refused'; readonly pip: PipIdentity; readonly project: string; readonly output: string }
  | { readonly kind: 'too-slow'; readonly pip: PipIdentity; readonly project: string }
  | { readonly kind: 'no-pip' }
  /** The mirror has no project that this Python could install whatever it is: one has to be named. */
  | { readonly kind: 'no-project' };
