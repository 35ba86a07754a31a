import { Text, Title } from '@mantine/core';
import { IconCircleCheck, IconExclamationCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ProofSummary, TargetProofSummary } from '../../../contract/proof';
import { useFormat } from '../../format/use-format';
import { usePipWords, useProblemWords } from '../../texts/use-words';

interface ProofResultProps {
  readonly proof: ProofSummary;
  readonly isOutdated: boolean;
}

/** What was proven: the whole in one sentence, then target by target. */
export function ProofResult({ proof, isOutdated }: ProofResultProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { complete, targets, createdAtMs } = proof;
  const incomplete = targets.filter((target) => !target.complete).length;
  const tone = isOutdated ? 'quiet' : complete ? 'good' : 'warn';
  const Icon = complete ? IconCircleCheck : IconExclamationCircle;
  return (
    <>
      <section className="panel prove-verdict" data-tone={tone}>
        <Icon size={30} aria-hidden />
        <div>
          <Title order={3} size="lg">
            {t(complete ? 'prove.completeTitle' : 'prove.incompleteTitle')}
          </Title>
          <Text className="soft">
            {complete
              ? t('prove.completeText', { count: targets.length })
              : t('prove.incompleteText', { count: targets.length, incomplete })}{' '}
            {t('prove.provenAt', { time: format.dateTime(createdAtMs) })}{' '}
            {isOutdated ? t('prove.outdated') : null}
          </Text>
        </div>
      </section>
      <ul className="prove-targets" aria-label={t('prove.targets')}>
        {targets.map((target) => (
          <TargetVerdict key={target.id} target={target} />
        ))}
      </ul>
    </>
  );
}

function TargetVerdict({ target }: { readonly target: TargetProofSummary }) {
  const { t } = useTranslation();
  const format = useFormat();
  const problemWords = useProblemWords();
  const pipWords = usePipWords();
  const { label, complete, problems, pip, projects, bytes } = target;
  const Icon = complete ? IconCircleCheck : IconExclamationCircle;
  return (
    <li className="panel prove-target" data-tone={complete ? 'good' : 'warn'}>
      <div className="prove-target-head">
        <Icon size={18} aria-hidden />
        <Title order={4} size="md">
          {label}
        </Title>
        <span className="prove-mark">{t(complete ? 'prove.complete' : 'prove.incomplete')}</span>
        <span className="soft numbers">{t('prove.holds', { projects, bytes: format.bytes(bytes) })}</span>
      </div>
      {problems.map((problem) => {
        const { what, next } = problemWords(problem);
        return (
          <div key={JSON.stringify(problem)} className="prove-problem">
            <p>{what}</p>
            <p className="soft">{next}</p>
          </div>
        );
      })}
      <Text size="sm" className="soft">
        {pipWords(pip)}
      </Text>
    </li>
  );
}
