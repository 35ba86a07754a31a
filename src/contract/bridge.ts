import type { CommandInput, CommandName, CommandOutput } from './commands';
import type { Envelope } from './envelope';
import type { Pushes, PushName } from './pushes';

/** What the preload puts on `window.sandgrouse`: ask by name, listen by name, where a dropped file lies; nothing else. */
export interface Bridge {
  readonly ask: <Name extends CommandName>(
    name: Name,
    input: CommandInput<Name>,
  ) => Promise<Envelope<CommandOutput<Name>>>;
  /** Returns the function that ends the subscription. */
  readonly listen: <Name extends PushName>(name: Name, receive: (value: Pushes[Name]) => void) => () => void;
  /** The path of a `File` that a person dropped; empty where it lies on no disk of this computer. */
  readonly pathOf: (file: object) => string;
}

/** The one channel for requests; what is asked travels as the first argument. */
export const ASK_CHANNEL = 'sandgrouse:ask';

/** The channel on which main sends one kind of push. */
export const pushChannel = (name: PushName): string => `sandgrouse:push:${name}`;
