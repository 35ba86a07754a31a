import { useTranslation } from 'react-i18next';
import { foldLabels, type NamedTarget } from '../../../../contract/explanation-groups';

interface TargetLabelsProps {
  readonly targets: readonly NamedTarget[];
  /** How many targets the plan has. */
  readonly all: number;
}

/** Some targets, one computer a line; all of them in one word. */
export function TargetLabels({ targets, all }: TargetLabelsProps) {
  const { t } = useTranslation();
  if (targets.length === all && all > 1) {
    return <span className="target-label">{t('plan.explanation.everyTarget')}</span>;
  }
  return (
    <span className="target-labels">
      {foldLabels(targets.map(({ label }) => label)).map((line) => (
        <span key={line} className="target-label">
          {line}
        </span>
      ))}
    </span>
  );
}
