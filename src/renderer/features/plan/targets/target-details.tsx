import { Button, Text, Title } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { foldLabels } from '../../../../contract/explanation-groups';
import { groupProblems, type TargetProblem } from '../../../../contract/plan-groups';
import type { FileTally, PlanTarget } from '../../../../contract/plan-summary';
import { useFormat } from '../../../format/use-format';
import { useProblemWords } from '../../../texts/use-words';

interface TargetDetailsProps {
  readonly targets: readonly PlanTarget[];
  /** `null`: every target. */
  readonly chosen: string | null;
  readonly onExplain: (project: string) => void;
}

const SHOWN = 2;

/** What is missing on the chosen target, or on any: the cause, what to do next, and that the others go on. */
export function TargetDetails({ targets, chosen, onExplain }: TargetDetailsProps) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const one = targets.find(({ id }) => id === chosen);
  const problems = groupProblems(one === undefined ? targets : [one]);
  if (problems.length === 0) return one === undefined ? null : <TargetFacts target={one} />;
  const complete = targets.filter((target) => target.complete).length;
  const more = problems.length - SHOWN;
  const title =
    one === undefined ? t('plan.targets.missingTitle') : t('plan.targets.missingOn', { target: one.label });
  return (
    <section className="lacks" aria-label={title}>
      <div className="lacks-head">
        <Title order={3} className="lacks-title">
          <IconAlertTriangle size={17} aria-hidden />
          {title}
        </Title>
        <Text className="soft" size="sm">
          {t('plan.targets.whatIsThere')}{' '}
          {complete === 0 ? null : t('plan.targets.othersGoOn', { count: complete })}
        </Text>
      </div>
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
      {one === undefined ? null : <TargetFacts target={one} />}
    </section>
  );
}

/** What comes for a target, and what of it is here. */
function TargetFacts({ target }: { readonly target: PlanTarget }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { projects, toFetch, present } = target;
  const tallyWords = ({ files, bytes }: FileTally): string =>
    `${t('units.files', { count: files })} (${format.bytes(bytes)})`;
  return (
    <Text size="sm" className="soft numbers target-chosen">
      {t('plan.targets.facts', {
        projects: t('units.projects', { count: projects }),
        toFetch: tallyWords(toFetch),
        present: tallyWords(present),
      })}
    </Text>
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
        {what} {withTargets && !entry.namesTargets ? t('plan.targets.missingFor', { targets: labels }) : null}{' '}
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
