import { useEffect, useState } from 'react';
import type {
  ImportChoice,
  ImportChoices,
  ImportReport,
  ImportSource,
} from '../../../contract/import-report';
import { type Problem, problemOf } from '../../../contract/problem';
import { useActions } from '../../state/use-app';
import { selectedOf, toggleChoice } from './report-groups';

interface Import {
  /** The newest report; stays while the file is read again with other choices. */
  readonly report: ImportReport | null;
  readonly problem: Problem | null;
  readonly stage: 'reading' | 'read' | 'adding';
  readonly toggle: (choice: ImportChoice) => void;
  /** Adds what the report says. Says whether it is added. */
  readonly add: () => Promise<boolean>;
}

/** Reads an input, again for every other choice, and adds it when that is asked for. */
export function useImport(mirror: string, source: ImportSource): Import {
  const { readImport, applyImport } = useActions();
  const [choices, setChoices] = useState<ImportChoices | null>(null);
  const [stage, setStage] = useState<Import['stage']>('reading');
  const [report, setReport] = useState<ImportReport | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  useEffect(() => {
    let isNewest = true;
    const show = (read: ImportReport | null, failure: Problem | null): void => {
      if (!isNewest) return;
      setReport(read);
      setProblem(failure);
      setStage('read');
    };
    readImport({ mirror, source, choices }).then(
      (read) => show(read, null),
      (error: unknown) => show(null, problemOf(error)),
    );
    return () => {
      isNewest = false;
    };
  }, [readImport, mirror, source, choices]);
  return {
    report,
    problem,
    stage,
    toggle: (choice) => {
      if (report === null) return;
      const offered = toggleChoice(report.choices, choice);
      // The tick is there at once; what it brings comes when the file has been read again.
      setReport({ ...report, choices: offered });
      setStage('reading');
      setChoices(selectedOf(offered));
    },
    add: async () => {
      setStage('adding');
      try {
        await applyImport({ mirror, source, choices });
        return true;
      } catch (error) {
        setProblem(problemOf(error));
        setStage('read');
        return false;
      }
    },
  };
}
