import { CloseButton, Loader, Text, Title } from '@mantine/core';
import { type RefObject, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlanProjectRow, ProjectExplanation } from '../../../../contract/plan-summary';
import { useAppState } from '../../../state/use-app';
import { ExplainedFiles } from './explained-files';
import { ExplainedTargets } from './explained-targets';
import './explanation.css';

interface ExplanationPanelProps {
  readonly mirror: string;
  readonly project: string;
  /** `undefined`: the plan knows of it by a problem alone. */
  readonly row: PlanProjectRow | undefined;
  readonly onExplain: (project: string) => void;
  readonly onClose: () => void;
}

/** Why a project is in the plan as it is: for whom, by which chain, why in this version, and each of its files. */
export function ExplanationPanel({ mirror, project, row, onExplain, onClose }: ExplanationPanelProps) {
  const { t } = useTranslation();
  const explanation = useAppState((state) => state.explanations[mirror]?.[project]);
  return (
    <aside
      className="panel explanation"
      aria-label={t('plan.explanation.label', { project })}
      onKeyDown={({ key }) => {
        if (key === 'Escape') onClose();
      }}
    >
      <header className="explanation-head">
        <Heading key={project} project={project} />
        <CloseButton aria-label={t('plan.explanation.close')} onClick={onClose} />
      </header>
      <div key={project} className="explanation-body">
        {explanation === undefined || explanation === null ? (
          <Loader aria-label={t('plan.explanation.reading')} m="auto" />
        ) : (
          <Explanation
            explanation={explanation}
            requirements={row?.requirements ?? []}
            onExplain={onExplain}
          />
        )}
      </div>
    </aside>
  );
}

/** Takes the focus, and brings the whole panel into sight: what was asked for stands here. */
function Heading({ project }: { readonly project: string }) {
  const heading: RefObject<HTMLHeadingElement | null> = useRef(null);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    heading.current?.closest('.explanation')?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <Title ref={heading} order={3} size="lg" tabIndex={-1}>
      {project}
    </Title>
  );
}

interface ExplanationProps {
  readonly explanation: ProjectExplanation;
  readonly requirements: readonly string[];
  readonly onExplain: (project: string) => void;
}

function Explanation({ explanation, requirements, onExplain }: ExplanationProps) {
  const { t } = useTranslation();
  const { project, indexUrl, known, targets, files } = explanation;
  if (!known && targets.every(({ problems }) => problems.length === 0)) {
    return <Text className="soft">{t('plan.explanation.unknown', { project })}</Text>;
  }
  return (
    <>
      {targets.length === 0 && requirements.length > 0 ? (
        <Text>
          {t('plan.explanation.asked')} <code>{requirements.join(', ')}</code>
        </Text>
      ) : null}
      {indexUrl === null ? null : (
        <Text>
          {t('plan.explanation.bound')} <code>{indexUrl}</code>
        </Text>
      )}
      <ExplainedTargets explanation={explanation} onExplain={onExplain} />
      {files.length === 0 ? null : <ExplainedFiles explanation={explanation} />}
    </>
  );
}
