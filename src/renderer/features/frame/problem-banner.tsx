import { ProblemAlert } from '../../components/problem-alert';
import { useActions, useAppState } from '../../state/use-app';

/** What the last command that failed has to say. */
export function ProblemBanner() {
  const problem = useAppState((state) => state.problem);
  const { dismissProblem } = useActions();
  if (problem === null) return null;
  return (
    <div className="frame-banner">
      <ProblemAlert problem={problem} onDismiss={dismissProblem} />
    </div>
  );
}
