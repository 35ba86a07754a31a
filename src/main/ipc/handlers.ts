import type { CommandInput, CommandName, CommandOutput } from '../../contract/commands';

type Answer<Output> = Output | Promise<Output>;

/** One handler for every command: a missing one does not compile. Inputs have been parsed. */
export type Handlers = {
  readonly [Name in CommandName]: (input: CommandInput<Name>) => Answer<CommandOutput<Name>>;
};

/** The handlers of the commands whose name begins so. */
export type HandlersOf<Prefix extends string> = Pick<Handlers, Extract<CommandName, `${Prefix}.${string}`>>;
