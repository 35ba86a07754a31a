import { z } from 'zod';
import { COMMANDS, type CommandName } from '../../contract/commands';
import type { Envelope } from '../../contract/envelope';
import { type Problem, problem, problemOf } from '../../contract/problem';
import type { Handlers } from './handlers';

/** Who asks: the address of the frame, and whether that frame is the whole of our window. */
export interface Sender {
  readonly url: string;
  readonly isOurMainFrame: boolean;
}

export interface AnswerParts {
  readonly handlers: Handlers;
  /** Whether this address is the page that we loaded ourselves. */
  readonly isOurPage: (url: string) => boolean;
  readonly log: (line: string) => void;
}

export type Answer = (sender: Sender | null, name: unknown, input: unknown) => Promise<Envelope<unknown>>;

/**
 * Answers one request of a window: checks who asks and what, runs the handler, and puts the value or the problem into
 * an envelope. Never rejects: a rejection would lose its code on the way.
 */
export function createAnswer({ handlers, isOurPage, log }: AnswerParts): Answer {
  return async (sender, name, input) => {
    const refuse = (reason: string): Envelope<never> => {
      log(`refused "${String(name)}": ${reason}`);
      return failure(problem('command-refused', { command: String(name), reason }));
    };
    if (sender === null || !sender.isOurMainFrame || !isOurPage(sender.url)) {
      return refuse('it does not come from the window of this application');
    }
    if (!isCommandName(name)) return refuse('there is no such request');
    const parsed = COMMANDS[name].input.safeParse(input);
    if (!parsed.success) return refuse(z.prettifyError(parsed.error));
    try {
      const handler = handlers[name] as (input: unknown) => unknown;
      return { ok: true, value: await handler(parsed.data) };
    } catch (error) {
      const found = problemOf(error);
      log(`"${name}" ended with ${JSON.stringify(found)}`);
      return failure(found);
    }
  };
}

function isCommandName(name: unknown): name is CommandName {
  return typeof name === 'string' && Object.hasOwn(COMMANDS, name);
}

function failure(found: Problem): Envelope<never> {
  return { ok: false, problem: found };
}
