import { useRef, useState } from 'react';
import { noticesBesideTargets } from '../../../contract/plan-groups';
import type { PlanSummary } from '../../../contract/plan-summary';
import { useActions } from '../../state/use-app';
import { ExplanationPanel } from './explanation/explanation-panel';
import { Notices } from './notices';
import { PlanViews } from './plan-views';
import { TargetDetails } from './targets/target-details';
import { TargetStrip } from './targets/target-strip';

interface PlanBodyProps {
  readonly mirror: string;
  readonly plan: PlanSummary;
}

/** What a plan is made of: its targets, what to know about them, its projects, and why each of them is there. */
export function PlanBody({ mirror, plan }: PlanBodyProps) {
  const { explainProject } = useActions();
  const [chosenTarget, setTarget] = useState<string | null>(null);
  const [explained, setExplained] = useState<string | null>(null);
  const target = plan.targets.some(({ id }) => id === chosenTarget) ? chosenTarget : null;
  // What opened the explanation gets the focus back.
  const opener = useRef<HTMLElement | null>(null);
  const explain = (project: string): void => {
    const { activeElement } = document;
    if (explained === null) opener.current = activeElement instanceof HTMLElement ? activeElement : null;
    setExplained(project);
    void explainProject(mirror, project);
  };
  const close = (): void => {
    setExplained(null);
    opener.current?.focus();
  };
  return (
    <>
      {plan.targets.length === 0 ? null : (
        <TargetStrip targets={plan.targets} chosen={target} onChoose={setTarget} />
      )}
      <TargetDetails targets={plan.targets} chosen={target} onExplain={explain} />
      <Notices notices={noticesBesideTargets(plan)} />
      <div className="plan-split">
        <PlanViews plan={plan} target={target} explained={explained} onExplain={explain} />
        {explained === null ? null : (
          <ExplanationPanel
            mirror={mirror}
            project={explained}
            row={plan.projects.find(({ project }) => project === explained)}
            onExplain={explain}
            onClose={close}
          />
        )}
      </div>
    </>
  );
}
