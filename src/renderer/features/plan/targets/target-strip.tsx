import { UnstyledButton } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconStack2 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { PlanTarget } from '../../../../contract/plan-summary';
import { useFormat } from '../../../format/use-format';
import './targets.css';

interface TargetStripProps {
  readonly targets: readonly PlanTarget[];
  /** `null`: every target. */
  readonly chosen: string | null;
  readonly onChoose: (target: string | null) => void;
}

/** With more of them each says less. */
const MANY = 7;

/** One card a target: whether it gets all that it needs, and how much that is. Choosing one narrows the plan to it. */
export function TargetStrip({ targets, chosen, onChoose }: TargetStripProps) {
  const { t } = useTranslation();
  const incomplete = targets.filter(({ complete }) => !complete).length;
  const incompleteFirst = [...targets].sort((left, right) => Number(left.complete) - Number(right.complete));
  return (
    <section
      className="targets"
      data-many={targets.length > MANY || undefined}
      aria-label={t('plan.targets.label')}
    >
      {targets.length === 1 ? null : (
        <UnstyledButton className="target-card" aria-pressed={chosen === null} onClick={() => onChoose(null)}>
          <IconStack2 size={17} className="target-icon" aria-hidden />
          <span className="target-name cut">{t('plan.targets.every', { count: targets.length })}</span>
          <span className="target-facts cut">
            {incomplete === 0 ? (
              t('plan.targets.complete')
            ) : (
              <span data-lacks>{t('plan.targets.incompleteCount', { count: incomplete })}</span>
            )}
          </span>
        </UnstyledButton>
      )}
      {incompleteFirst.map((target) => (
        <TargetCard
          key={target.id}
          target={target}
          chosen={chosen === target.id}
          onChoose={() => onChoose(chosen === target.id ? null : target.id)}
        />
      ))}
    </section>
  );
}

interface TargetCardProps {
  readonly target: PlanTarget;
  readonly chosen: boolean;
  readonly onChoose: () => void;
}

function TargetCard({ target, chosen, onChoose }: TargetCardProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { label, complete, projects, toFetch, problems } = target;
  const Icon = complete ? IconCircleCheck : IconAlertTriangle;
  const { computer, python } = splitLabel(label);
  const bytes =
    toFetch.files > 0
      ? t('plan.targets.toFetch', { bytes: format.bytes(toFetch.bytes) })
      : t(projects === 0 ? 'plan.targets.nothing' : 'plan.targets.allHere');
  return (
    <UnstyledButton className="target-card" title={label} aria-pressed={chosen} onClick={onChoose}>
      <Icon
        size={17}
        className="target-icon"
        data-lacks={complete ? undefined : true}
        role="img"
        aria-label={t(standingOf(target))}
      />
      <span className="target-name cut">{computer}</span>
      <span className="target-facts cut">
        {python}
        {complete || problems.length === 0 ? null : (
          <>
            {python === '' ? null : ' · '}
            <span data-lacks>{t('plan.targets.missing', { count: problems.length })}</span>
          </>
        )}
      </span>
      <span className="target-facts target-sizes cut">
        {t('units.projects', { count: projects })} · {bytes}
      </span>
    </UnstyledButton>
  );
}

function standingOf({ complete, projects }: PlanTarget) {
  if (!complete) return 'plan.targets.incomplete';
  return projects === 0 ? 'plan.targets.nothing' : 'plan.targets.complete';
}

/** A label is a computer and its Python, which must not be cut off with a long name. */
function splitLabel(label: string): { readonly computer: string; readonly python: string } {
  const comma = label.lastIndexOf(', ');
  return comma === -1
    ? { computer: label, python: '' }
    : { computer: label.slice(0, comma), python: label.slice(comma + 2) };
}
