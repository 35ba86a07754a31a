import { useState } from 'react';
import type { ExportChoice } from '../../../contract/carry-state';
import { type Problem, problemOf } from '../../../contract/problem';
import { useActions, useClient } from '../../state/use-app';

export interface Approval {
  readonly isWriting: boolean;
  /** Of the sheet that was written last. */
  readonly folder: string | null;
  readonly problem: Problem | null;
  /** Asks for a folder, and writes the sheet there. */
  readonly write: () => Promise<void>;
  readonly cancel: () => Promise<void>;
  readonly show: () => Promise<void>;
}

/** The sheet that is signed before an export of this choice may travel. */
export function useApproval(mirror: string, choice: ExportChoice): Approval {
  const client = useClient();
  const { chooseFolder } = useActions();
  const [isWriting, setWriting] = useState(false);
  const [folder, setFolder] = useState<string | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const attempt = async (work: () => Promise<unknown>): Promise<void> => {
    setProblem(null);
    try {
      await work();
    } catch (error) {
      setProblem(problemOf(error));
    }
  };
  return {
    isWriting,
    folder,
    problem,
    write: async () => {
      const chosen = await chooseFolder('approval');
      if (chosen === null) return;
      setWriting(true);
      setFolder(null);
      await attempt(async () => {
        const place = await client.ask('approval.write', { mirror, choice, folder: chosen });
        setFolder(place?.folder ?? null);
      });
      setWriting(false);
    },
    cancel: () => attempt(() => client.ask('approval.cancel', { mirror })),
    show: () => attempt(() => client.ask('approval.show', { mirror })),
  };
}
