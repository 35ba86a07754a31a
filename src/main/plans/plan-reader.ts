import type { SavedPlan } from '../../engine/run/saved-plan';

/** Reads plans, and keeps the one that was shown last: its rows are asked for project by project. */
export interface PlanReader {
  /** The newest plan on the disk. */
  readonly readNewest: (mirror: string) => Promise<SavedPlan | null>;
  /** The plan that `readNewest` gave last, even where there is a newer one by now: its rows belong to what is shown. */
  readonly readShown: (mirror: string) => Promise<SavedPlan | null>;
}

export function createPlanReader(readPlan: (mirror: string) => Promise<SavedPlan | null>): PlanReader {
  let shown: { readonly mirror: string; readonly plan: Promise<SavedPlan | null> } | null = null;
  const readNewest = (mirror: string): Promise<SavedPlan | null> => {
    const reading = { mirror, plan: readPlan(mirror) };
    shown = reading;
    reading.plan.catch(() => {
      if (shown === reading) shown = null;
    });
    return reading.plan;
  };
  return {
    readNewest,
    readShown: (mirror) => (shown?.mirror === mirror ? shown.plan : readNewest(mirror)),
  };
}
