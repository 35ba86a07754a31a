import { useEffect, useState } from 'react';
import type { ExportForecast, OfferedBase } from '../../../contract/carry-state';
import { type Problem, problemOf } from '../../../contract/problem';
import { useClient } from '../../state/use-app';
import { type CarryDraft, choiceOf } from './carry-draft';

/** Whoever types has not finished yet. */
const TYPING_MS = 300;

/** What a delta could go on from around a folder; the empty list until it is known. */
export function useBases(mirror: string, to: string): readonly OfferedBase[] {
  const client = useClient();
  const [bases, setBases] = useState<readonly OfferedBase[]>([]);
  useEffect(() => {
    let current = true;
    const folder = to.trim();
    const timer = setTimeout(() => {
      if (folder === '') return;
      client.ask('carry.look', { mirror, folder }).then(
        (place) => {
          if (current) setBases(place.bases);
        },
        // A folder that cannot be looked into offers nothing; the forecast says why.
        () => undefined,
      );
    }, TYPING_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [client, mirror, to]);
  return bases;
}

export interface Forecasting {
  readonly forecast: ExportForecast | null;
  readonly problem: Problem | null;
  readonly isLooking: boolean;
  /** Looks at a folder, and gives the one that the export should become; itself where that cannot be told. */
  readonly propose: (folder: string) => Promise<string>;
  readonly look: (draft: CarryDraft) => Promise<void>;
  readonly forget: () => void;
}

/** What the export would be, as it was asked for last. */
export function useForecast(mirror: string): Forecasting {
  const client = useClient();
  const [forecast, setForecast] = useState<ExportForecast | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isLooking, setLooking] = useState(false);
  const forget = (): void => {
    setForecast(null);
    setProblem(null);
  };
  return {
    forecast,
    problem,
    isLooking,
    forget,
    propose: async (folder) => {
      try {
        return (await client.ask('carry.look', { mirror, folder })).to;
      } catch (error) {
        setProblem(problemOf(error));
        return folder;
      }
    },
    look: async (draft) => {
      forget();
      setLooking(true);
      try {
        setForecast(await client.ask('carry.forecast', { mirror, choice: choiceOf(draft) }));
      } catch (error) {
        setProblem(problemOf(error));
      }
      setLooking(false);
    },
  };
}
