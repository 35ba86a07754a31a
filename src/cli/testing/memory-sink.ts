import { createStyle } from '../output/style';
import type { Sink } from '../output/terminal';

export interface MemorySink extends Sink {
  readonly text: () => string;
}

/** A stream that keeps what is written to it. */
export function createMemorySink({ isTerminal = false, columns = 80 } = {}): MemorySink {
  let text = '';
  return {
    isTerminal,
    columns: () => columns,
    style: createStyle(false),
    write: (more) => {
      text += more;
    },
    text: () => text,
  };
}
