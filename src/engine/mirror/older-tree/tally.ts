import type { Tally } from '../../../contract/adoption';

const MOST_EXAMPLES = 1000;

/** Counts everything and keeps the first few: a mirror of everything has millions of files. */
export interface TallyKeeper<Example> {
  readonly add: (example: Example) => void;
  readonly result: () => Tally<Example>;
}

export function keepTally<Example = string>(): TallyKeeper<Example> {
  let count = 0;
  const examples: Example[] = [];
  return {
    add: (example) => {
      count += 1;
      if (examples.length < MOST_EXAMPLES) examples.push(example);
    },
    result: () => ({ count, examples: [...examples] }),
  };
}
