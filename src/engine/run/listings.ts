import type { ProjectWork } from './sync-project';

/** Projects that are being listed beside the downloads, which wait for none of them as long as there is room. */
export interface Listings {
  /** Comes back at once where there is room. Throws what another one has failed with. */
  readonly begin: (work: ProjectWork) => Promise<void>;
  /** Waits for all of them. Throws what one has failed with. */
  readonly end: () => Promise<void>;
  /** Waits for all of them, however they end. */
  readonly rest: () => Promise<void>;
}

/** `most`: so many at a time. */
export function collectListings(list: (work: ProjectWork) => Promise<void>, most: number): Listings {
  const running = new Set<Promise<void>>();
  let failure: { readonly error: unknown } | null = null;
  const rest = async (): Promise<void> => {
    while (running.size > 0) await Promise.all(running);
  };
  const rethrow = (): void => {
    if (failure !== null) throw failure.error;
  };
  return {
    begin: async (work) => {
      while (running.size >= most) await Promise.race(running);
      rethrow();
      const listing: Promise<void> = list(work)
        .catch((error: unknown) => {
          failure ??= { error };
        })
        .then(() => {
          running.delete(listing);
        });
      running.add(listing);
    },
    end: async () => {
      await rest();
      rethrow();
    },
    rest,
  };
}
