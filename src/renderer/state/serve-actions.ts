import type { IndexTest } from '../../contract/clients/index-test';
import type { Problem } from '../../contract/problem';
import { problemOf } from '../../contract/problem';
import type { ShareChoice } from '../../contract/sharing';
import { type ActionContext, attempt, setFor } from './context';

export interface ServeActions {
  readonly readServing: (mirror: string) => Promise<void>;
  /** `null` when it serves now, otherwise why not: the screen explains a taken port itself. */
  readonly startServing: (mirror: string, port: number | null, share: ShareChoice) => Promise<Problem | null>;
  /** `null` where it could not be tried; why is told as a problem. */
  readonly testServing: (mirror: string) => Promise<IndexTest | null>;
  /** Has it served again at the next login, or no more. */
  readonly keepServing: (mirror: string, keeps: boolean) => Promise<boolean>;
  readonly stopServing: (mirror: string) => Promise<boolean>;
}

export function createServeActions({ client, store }: ActionContext): ServeActions {
  return {
    readServing: async (mirror) => {
      await attempt(store, async () => {
        setFor(store, 'serving', mirror, await client.ask('serve.read', { mirror }));
      });
    },
    startServing: async (mirror, port, share) => {
      try {
        setFor(store, 'serving', mirror, await client.ask('serve.start', { mirror, port, share }));
        return null;
      } catch (error) {
        return problemOf(error);
      }
    },
    testServing: async (mirror) => {
      let outcome: IndexTest | null = null;
      await attempt(store, async () => {
        outcome = await client.ask('serve.test', { mirror });
      });
      return outcome;
    },
    keepServing: (mirror, keeps) =>
      attempt(store, async () => {
        setFor(store, 'serving', mirror, await client.ask('serve.keep', { mirror, keeps }));
      }),
    stopServing: (mirror) =>
      attempt(store, async () => {
        setFor(store, 'serving', mirror, await client.ask('serve.stop', { mirror }));
      }),
  };
}
