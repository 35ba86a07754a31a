import { createStyle, type Style, wantsColour } from './style';

/** A stream that a person or a program reads. */
export interface Sink {
  readonly write: (text: string) => void;
  /** Whether lines can be drawn over on it. */
  readonly isTerminal: boolean;
  readonly columns: () => number;
  readonly style: Style;
}

/** The parts of a standard stream that are used. */
export interface StandardStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write: (text: string) => unknown;
  on: (name: 'error', listener: (error: NodeJS.ErrnoException) => void) => unknown;
}

const DEFAULT_COLUMNS = 80;

/**
 * Opens a standard stream. A reader that goes away (`| head`) ends the output and not the work: what is written
 * afterwards is dropped. Other errors of the stream are thrown, as they would be without this.
 */
export function openSink(
  stream: StandardStream,
  variables: Readonly<Record<string, string | undefined>>,
): Sink {
  let isOpen = true;
  stream.on('error', (error) => {
    if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error;
    isOpen = false;
  });
  const isTty = stream.isTTY === true;
  return {
    isTerminal: isTty && variables.TERM !== 'dumb',
    columns: () => stream.columns ?? DEFAULT_COLUMNS,
    style: createStyle(wantsColour(isTty, variables)),
    write: (text) => {
      if (isOpen) stream.write(text);
    },
  };
}
