import type { RunEvent } from '../../contract/run-event';
import type { RunState } from '../../contract/run-state';
import { donePercent, liveLines, PHASE_NAMES, progressText, waitText } from './progress-lines';
import type { Sink } from './terminal';

/** Shows a run while it goes on. */
export interface ProgressDisplay {
  readonly show: (events: readonly RunEvent[], state: RunState) => void;
  /** A line that stays, above whatever is drawn over. */
  readonly say: (line: string) => void;
  /** Takes away what was drawn over. */
  readonly close: () => void;
}

export function openProgressDisplay(sink: Sink, now: () => number): ProgressDisplay {
  return sink.isTerminal ? openLiveDisplay(sink, now) : openLineDisplay(sink, now);
}

const ESCAPE = '\u001b[';
/** To the first column, up over the drawn lines, and clear from there to the end of the screen (ECMA-48 CPL, ED). */
const eraseLines = (count: number): string => (count === 0 ? '' : `${ESCAPE}${count}F${ESCAPE}0J`);

/** Lines on a terminal that are drawn over again and again. */
export interface Drawing {
  readonly draw: (lines: readonly string[]) => void;
  /** A line that stays, above them. */
  readonly say: (line: string) => void;
}

export function openDrawing(sink: Sink): Drawing {
  let drawn: readonly string[] = [];
  const draw = (lines: readonly string[], above = ''): void => {
    const isSame = above === '' && lines.join('\n') === drawn.join('\n');
    if (isSame) return;
    const body = lines.map((line, index) => `${index === 0 ? line : sink.style.dim(line)}\n`).join('');
    sink.write(`${eraseLines(drawn.length)}${above}${body}`);
    drawn = lines;
  };
  return { draw, say: (line) => draw(drawn, `${line}\n`) };
}

function openLiveDisplay(sink: Sink, now: () => number): ProgressDisplay {
  const { draw, say } = openDrawing(sink);
  return {
    show: (_events, state) => draw(liveLines(state, { columns: sink.columns(), nowMs: now() })),
    say,
    close: () => draw([]),
  };
}

/** Between two lines about the same phase lies at least this much of it. */
const PERCENT_STEP = 10;
const wholeStep = (percent: number): number => percent - (percent % PERCENT_STEP);

/** For logs and pipes: a line for each phase, each tenth of it, each wait and each failure. */
function openLineDisplay(sink: Sink, now: () => number): ProgressDisplay {
  let phase = '';
  let shownPercent = 0;
  const say = (line: string): void => sink.write(`${line}\n`);
  const showProgress = (state: RunState): void => {
    const current = phaseOf(state);
    if (current === null) return;
    if (current.name !== phase) {
      phase = current.name;
      shownPercent = wholeStep(current.percent);
      say(`${phase}: ${current.text}`);
    } else if (current.percent >= shownPercent + PERCENT_STEP) {
      shownPercent = wholeStep(current.percent);
      say(`${phase}: ${current.text} (${current.percent}%)`);
    }
  };
  return {
    say,
    show: (events, state) => {
      showProgress(state);
      for (const event of events) {
        if (event.type === 'waiting-started') say(waitText(event.waiting, now()));
        if (event.type === 'file-failed') say(`Failed: ${event.path}`);
      }
    },
    close: () => undefined,
  };
}

function phaseOf(
  state: RunState,
): { readonly name: string; readonly percent: number; readonly text: string } | null {
  if (state.stage === 'planning') {
    const percent = Math.floor((state.projectsDone / Math.max(1, state.projects)) * 100);
    return { name: 'Planning', percent, text: progressText(state) };
  }
  // A phase with next to nothing to do is not worth a line.
  if (state.stage !== 'syncing' || state.progress.steps < 2) return null;
  return {
    name: PHASE_NAMES[state.progress.phase],
    percent: donePercent(state.progress),
    text: progressText(state),
  };
}
