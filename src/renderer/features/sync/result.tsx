import { Text, Title } from '@mantine/core';
import { IconCircleCheck, IconCircleX, IconExclamationCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../../components/problem-alert';
import { useFormat } from '../../format/use-format';
import type { BegunRun } from './begun-run';

/** How a run ended. */
export function Result({ run }: { readonly run: BegunRun }) {
  const { t } = useTranslation();
  switch (run.stage) {
    case 'finished':
      return <Finished run={run} />;
    case 'failed':
      return <ProblemAlert problem={run.problem} title={t('sync.failed.title')} />;
    case 'cancelled':
      return (
        <section className="panel result" data-tone="quiet">
          <IconCircleX size={30} className="result-icon" aria-hidden />
          <div>
            <Title order={3} size="lg">
              {t('sync.cancelled.title')}
            </Title>
            <Text className="soft">{t('sync.cancelled.text')}</Text>
          </div>
        </section>
      );
    case 'syncing':
    case 'paused':
      return null;
  }
}

function Finished({ run }: { readonly run: Extract<BegunRun, { stage: 'finished' }> }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { progress, complete } = run;
  const Icon = complete ? IconCircleCheck : IconExclamationCircle;
  return (
    <section className="panel result" data-tone={complete ? 'good' : 'warn'}>
      <Icon size={30} className="result-icon" aria-hidden />
      <div>
        <Title order={3} size="lg">
          {!complete
            ? t('sync.finished.incomplete')
            : progress.files === 0
              ? t('sync.finished.nothing')
              : t('sync.finished.complete')}
        </Title>
        <Text className="soft">
          {!complete
            ? t('sync.finished.incompleteText')
            : progress.files === 0
              ? t('sync.finished.nothingText')
              : t('sync.finished.completeText', {
                  count: progress.filesDone,
                  bytes: format.bytes(progress.bytesDone),
                })}{' '}
          {t('sync.finished.took', { time: format.duration(run.finishedAtMs - progress.startedAtMs) })}
        </Text>
      </div>
    </section>
  );
}
