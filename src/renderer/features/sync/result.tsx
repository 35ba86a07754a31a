import { Text, Title } from '@mantine/core';
import { IconCircleCheck, IconCircleX, IconExclamationCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../../components/problem-alert';
import type { Format } from '../../format/format';
import { useFormat } from '../../format/use-format';
import type { Translate } from '../../texts/words';
import type { BegunRun } from './begun-run';

type FinishedRun = Extract<BegunRun, { stage: 'finished' }>;

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

function Finished({ run }: { readonly run: FinishedRun }) {
  const { t } = useTranslation();
  const format = useFormat();
  const Icon = run.complete ? IconCircleCheck : IconExclamationCircle;
  const [title, text] = finishedWords(t, format, run);
  const tookMs = run.finishedAtMs - run.progress.startedAtMs;
  return (
    <section className="panel result" data-tone={run.complete ? 'good' : 'warn'}>
      <Icon size={30} className="result-icon" aria-hidden />
      <div>
        <Title order={3} size="lg">
          {title}
        </Title>
        <Text className="soft">
          {text} {tookMs < 1000 ? null : t('sync.finished.took', { time: format.duration(tookMs) })}
        </Text>
      </div>
    </section>
  );
}

/** Incomplete without a failure: the plan itself could not hold all that was asked for. */
function finishedWords(
  t: Translate,
  format: Format,
  run: FinishedRun,
): readonly [title: string, text: string] {
  const { failures, files, filesDone, bytesDone } = run.progress;
  if (failures.length > 0) return [t('sync.finished.incomplete'), t('sync.finished.incompleteText')];
  if (!run.complete) return [t('sync.finished.short'), t('sync.finished.shortText')];
  if (files === 0) return [t('sync.finished.nothing'), t('sync.finished.nothingText')];
  const text = t('sync.finished.completeText', { count: filesDone, bytes: format.bytes(bytesDone) });
  return [t('sync.finished.complete'), text];
}
