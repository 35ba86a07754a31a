import { Text, Title } from '@mantine/core';
import { IconCircleCheck, IconExclamationCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import {
  countFindings,
  FINDING_KINDS,
  type VerificationReport,
  type VerificationSummary,
} from '../../../contract/verification';
import { Fact, Facts } from '../../components/facts';
import { useFormat } from '../../format/use-format';
import { FindingsTable } from './findings-table';

interface VerificationResultProps {
  readonly summary: VerificationSummary;
  readonly isOutdated: boolean;
}

/** What was found: the whole in one sentence, how many of each kind, and each of them. */
export function VerificationResult({ summary, isOutdated }: VerificationResultProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { report, findings } = summary;
  const found = countFindings(report.counts);
  const tone = isOutdated ? 'quiet' : found === 0 ? 'good' : 'warn';
  const Icon = found === 0 ? IconCircleCheck : IconExclamationCircle;
  return (
    <>
      <section className="panel verify-verdict" data-tone={tone}>
        <Icon size={30} aria-hidden />
        <div>
          <Title order={3} size="lg">
            {found === 0 ? t('verify.rightTitle') : t('verify.wrongTitle', { count: found })}
          </Title>
          <Looked report={report} isOutdated={isOutdated} />
        </div>
      </section>
      {found === 0 ? null : (
        <>
          <Facts label={t('verify.byKind')}>
            {FINDING_KINDS.filter((kind) => report.counts[kind] > 0).map((kind) => (
              <Fact key={kind} name={t(`verify.kinds.${kind}`)} value={format.count(report.counts[kind])} />
            ))}
          </Facts>
          <FindingsTable findings={findings} />
        </>
      )}
      {found > findings.length ? (
        <Text className="soft">{t('verify.more', { count: findings.length })}</Text>
      ) : null}
    </>
  );
}

interface LookedProps {
  readonly report: VerificationReport;
  readonly isOutdated: boolean;
}

function Looked({ report, isOutdated }: LookedProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { files, bytes, filesRead, filesWaiting, finishedAtMs } = report;
  const sentences = [
    t('verify.looked', { count: files, bytes: format.bytes(bytes) }),
    ...(filesRead === files ? [] : [t('verify.readNow', { count: filesRead })]),
    ...(filesWaiting === 0 ? [] : [t('verify.waiting', { count: filesWaiting })]),
    t('verify.verifiedAt', { time: format.dateTime(finishedAtMs) }),
    ...(isOutdated ? [t('verify.outdated')] : []),
  ];
  return <Text className="soft">{sentences.join(' ')}</Text>;
}
