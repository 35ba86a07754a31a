import { describeProblem } from '../contract/describe';
import type { Problem } from '../contract/problem';
import type { RunEvent } from '../contract/run-event';
import { ENGLISH } from '../contract/texts/english';
import type { Environment } from '../engine/run/environment';
import type { Launch } from '../engine/serve/web-servers/systemd';
import { type EndingSignal, exitCodeOf } from './exit-codes';
import type { StartTimer } from './output/event-batches';
import { problemLines } from './output/problem-lines';
import { openProgressDisplay, type ProgressDisplay } from './output/progress-display';
import type { Sink } from './output/terminal';

/** What a command works with: where its words go, what the world gives, how it is asked to end. */
export interface Session {
  readonly json: boolean;
  /** Results: words for people, or JSON lines. */
  readonly results: Sink;
  /** Progress and problems. */
  readonly notices: Sink;
  readonly environment: Environment;
  /** Who writes the mirror, for its lock. */
  readonly program: string;
  readonly sampleIndexFolder: string;
  /** Where the application keeps what is its own: the key that signs. */
  readonly applicationFolder: string;
  /** Where this program lies: its package.json and `out/`, and the Electron it runs in; `null`: it runs in Node. */
  readonly installed: { readonly applicationFolder: string; readonly runtimeFolder: string | null };
  /** How this program is started again, by the system. */
  readonly launch: Launch;
  /** The text of the script that describes a target. */
  readonly targetScript: string;
  /** The text of the server that travels with an export. */
  readonly serverScript: string;
  readonly startTimer: StartTimer;
  readonly ending: Ending;
}

/** How a person asks a command to end: aborted with `PAUSE`. */
export interface Ending {
  readonly signal: AbortSignal;
  /** The signal that came; `null` as long as none did. */
  readonly received: () => EndingSignal | null;
  /** Calls `listener` when the first signal comes. */
  readonly onReceived: (listener: () => void) => void;
}

/** Anything that can be said in JSON. */
export type JsonLine = { readonly type: string } & Readonly<Record<string, unknown>>;

export function printJson(session: Session, line: JsonLine): void {
  session.results.write(`${JSON.stringify(line)}\n`);
}

export function printLines(sink: Sink, lines: readonly string[]): void {
  if (lines.length > 0) sink.write(`${lines.join('\n')}\n`);
}

/** Tells a problem that ended the command, and gives the exit code for it. */
export async function tellProblem(session: Session, problem: Problem): Promise<number> {
  const exitCode = exitCodeOf(problem);
  if (session.json) {
    const { code, parameters } = problem;
    printJson(session, {
      type: 'problem',
      code,
      parameters,
      ...describeProblem(ENGLISH, problem),
      exitCode,
    });
  } else {
    printLines(session.notices, await problemLines(problem, session.notices.style));
  }
  return exitCode;
}

/** Shows a run's events: as JSON lines, or as progress on the terminal. */
export function openRunDisplay(session: Session): ProgressDisplay {
  if (!session.json) return openProgressDisplay(session.notices, session.environment.clock.now);
  return {
    show: (events: readonly RunEvent[]) => {
      for (const event of events) printJson(session, event);
    },
    say: () => undefined,
    close: () => undefined,
  };
}
