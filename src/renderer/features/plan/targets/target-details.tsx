import { Button, Text, Title } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { foldLabels } from '../../../../contract/explanation-groups';
import { groupProblems, type TargetProblem } from '../../../../contract/plan-groups';
import type { PlanTarget } from '../../../../contract/plan-summary';
import { useProblemWords } from '../../../texts/use-words';

interface TargetDetailsProps {
  readonly targets: readonly PlanTarget[];
  /** `null`: every target. */
  readonly chosen: string | null;
  readonly onExplain: (project: string) => void;
}

const SHOWN = 3;

/** What is missing on the chosen target, or on any: the cause, what to do next, and that the others go on. */
export function TargetDetails({ targets, chosen, onExplain }: TargetDetailsProps) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const one = targets.find(({ id }) => id === chosen);
  const problems = groupProblems(one === undefined ? targets : [one]);
  if (problems.length === 0) return null;
  const complete = targets.filter((target) => target.complete).length;
  const more = problems.length - SHOWN;
  const title =
    one === undefined ? t('plan.targets.missingTitle') : t('plan.targets.missingOn', { target: one.label });
  return (
    <section className="lacks" aria-label={title}>
      <Title order={3} className="lacks-title">
        <IconAlertTriangle size={17} aria-hidden />
        {title}
      </Title>
      <ul className={all ? 'lacks-all' : undefined}>
        {problems.slice(0, all ? undefined : SHOWN).map((entry) => (
          <Lack
            key={JSON.stringify(entry.problem)}
            entry={entry}
            withTargets={one === undefined}
            onExplain={onExplain}
          />
        ))}
      </ul>
      {more > 0 ? (
        <Button variant="subtle" size="compact-sm" onClick={() => setAll(!all)}>
          {all ? t('plan.notices.fewer') : t('plan.notices.more', { count: more })}
        </Button>
      ) : null}
      <Text className="soft" size="sm">
        {t('plan.targets.whatIsThere')}{' '}
        {complete === 0 ? null : t('plan.targets.othersGoOn', { count: complete })}
      </Text>
    </section>
  );
}

interface LackProps {
  readonly entry: TargetProblem;
  readonly withTargets: boolean;
  readonly onExplain: (project: string) => void;
}

function Lack({ entry, withTargets, onExplain }: LackProps) {
  const { t } = useTranslation();
  const { what, next } = useProblemWords()(entry.problem);
  const { parameters } = entry.problem;
  const project = 'project' in parameters ? parameters.project : null;
  const labels = foldLabels(entry.targets.map(({ label }) => label)).join('; ');
  return (
    <li>
      <span>
        {what} {withTargets ? t('plan.targets.missingFor', { targets: labels }) : null}{' '}
        <span className="soft">{next}</span>
      </span>
      {project === null ? null : (
        <Button variant="default" size="compact-xs" onClick={() => onExplain(project)}>
          {t('plan.targets.explain', { project })}
        </Button>
      )}
    </li>
  );
}
