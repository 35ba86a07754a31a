import type { Bridge } from '../contract/bridge';
import type { CommandInput, CommandName, CommandOutput } from '../contract/commands';
import { ProblemError } from '../contract/problem';

declare global {
  interface Window {
    /** Put there by the preload; nothing outside this file touches it. */
    readonly sandgrouse: Bridge;
  }
}

/** What the window's state needs from the other side: answers as values, problems as thrown `ProblemError`s. */
export interface Client {
  readonly ask: <Name extends CommandName>(
    name: Name,
    input: CommandInput<Name>,
  ) => Promise<CommandOutput<Name>>;
  readonly listen: Bridge['listen'];
  readonly pathOf: Bridge['pathOf'];
}

/** Opens the envelopes of a bridge. */
export function connect(bridge: Bridge): Client {
  return {
    ask: async (name, input) => {
      const envelope = await bridge.ask(name, input);
      if (envelope.ok) return envelope.value;
      throw new ProblemError(envelope.problem);
    },
    listen: bridge.listen,
    pathOf: bridge.pathOf,
  };
}

export function connectToMain(): Client {
  return connect(window.sandgrouse);
}
