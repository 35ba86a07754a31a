import { useCallback, useEffect, useState } from 'react';
import type { Drive } from '../../../contract/drive';
import { type Problem, problemOf } from '../../../contract/problem';
import { useClient } from '../../state/use-app';

/** A drive that was plugged in is seen so soon; to look starts programs of the system. */
const LOOK_EVERY_MS = 4000;

export interface Drives {
  /** `null` until they are known. */
  readonly drives: readonly Drive[] | null;
  readonly problem: Problem | null;
}

/** The drives of this computer, looked at again as long as somebody chooses among them. */
export function useDrives(): Drives {
  const client = useClient();
  const [found, setFound] = useState<Drives>({ drives: null, problem: null });
  const look = useCallback(async (): Promise<Drives> => {
    try {
      return { drives: await client.ask('drives.list', undefined), problem: null };
    } catch (error) {
      return { drives: [], problem: problemOf(error) };
    }
  }, [client]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    let isLeft = false;
    const lookAgain = async (): Promise<void> => {
      const next = await look();
      if (isLeft) return;
      setFound((before) => (JSON.stringify(before) === JSON.stringify(next) ? before : next));
      timer = setTimeout(() => void lookAgain(), LOOK_EVERY_MS);
    };
    void lookAgain();
    return () => {
      isLeft = true;
      if (timer !== null) clearTimeout(timer);
    };
  }, [look]);
  return found;
}
