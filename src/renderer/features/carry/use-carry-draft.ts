import { useState } from 'react';
import type { ChosenDrive, ExportChoice, OfferedBase } from '../../../contract/carry-state';
import { type CarryDraft, type CarryFault, carryFaults, startCarryDraft } from './carry-draft';
import { type Forecasting, useBases, useForecast } from './use-forecast';

export interface CarryDrafting {
  readonly draft: CarryDraft;
  /** What is missing, once it was asked what the export will be. */
  readonly faults: readonly CarryFault[];
  readonly forecasting: Forecasting;
  readonly bases: readonly OfferedBase[];
  readonly change: (part: Partial<CarryDraft>) => void;
  readonly choosePlace: (folder: string, drive: ChosenDrive | null) => Promise<void>;
  /** Looks at what the export will be. */
  readonly show: () => Promise<void>;
}

/** An export that is being decided on. What was told of it counts until something is changed. */
export function useCarryDraft(mirror: string, choice: ExportChoice | null): CarryDrafting {
  const [draft, setDraft] = useState(() => startCarryDraft(choice));
  const [asked, setAsked] = useState(false);
  const bases = useBases(mirror, draft.to);
  const forecasting = useForecast(mirror);
  const { isLooking, propose, look, forget } = forecasting;
  const change = (part: Partial<CarryDraft>): void => {
    setDraft((now) => ({ ...now, ...part }));
    forget();
  };
  return {
    draft,
    faults: asked ? carryFaults(draft) : [],
    forecasting,
    bases,
    change,
    choosePlace: async (folder, drive) => {
      change({ to: folder, drive });
      change({ to: await propose(folder), drive });
    },
    show: async () => {
      setAsked(true);
      if (isLooking || carryFaults(draft).length > 0) return;
      const next = { ...draft, to: await propose(draft.to.trim()) };
      setDraft(next);
      await look(next);
    },
  };
}
