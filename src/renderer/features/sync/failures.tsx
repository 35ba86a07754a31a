import { Anchor, Button, Group, Text, Title } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FailedFile } from '../../../contract/run-state';
import { CopyButton } from '../../components/copy-button';
import { problemDetails } from '../../components/problem-details';
import { useActions } from '../../state/use-app';
import { useProblemWords } from '../../texts/use-words';

const STEP = 20;

interface FailuresProps {
  readonly mirror: string;
  readonly failures: readonly FailedFile[];
  readonly canRetry: boolean;
}

/** The files that could not be fetched: what happened to each, what to do, and the facts to copy. */
export function Failures({ mirror, failures, canRetry }: FailuresProps) {
  const { t } = useTranslation();
  const { retrySync } = useActions();
  const [shown, setShown] = useState(STEP);
  if (failures.length === 0) return null;
  return (
    <section className="failures" aria-label={t('sync.failures.title', { count: failures.length })}>
      <div className="failures-head">
        <Title order={3}>{t('sync.failures.title', { count: failures.length })}</Title>
        <Group gap="xs">
          <CopyButton text={failures.map(detailsOf).join('\n\n')} label={t('sync.failures.copyAll')} quiet />
          {canRetry ? (
            <Button
              size="compact-sm"
              leftSection={<IconRefresh size={15} aria-hidden />}
              onClick={() => void retrySync(mirror)}
            >
              {t('sync.failures.retry')}
            </Button>
          ) : null}
        </Group>
      </div>
      <ul>
        {failures.slice(0, shown).map((failure) => (
          <Failure key={failure.path} failure={failure} />
        ))}
      </ul>
      {failures.length > shown ? (
        <Anchor component="button" type="button" size="sm" onClick={() => setShown(shown + STEP)}>
          {t('plan.notices.more', { count: failures.length - shown })}
        </Anchor>
      ) : null}
    </section>
  );
}

function Failure({ failure }: { readonly failure: FailedFile }) {
  const { t } = useTranslation();
  const { what, next } = useProblemWords()(failure.problem);
  return (
    <li>
      <div className="failure-words">
        <Text fw={560} className="mono">
          {failure.filename}
        </Text>
        <Text size="sm">
          {what} <span className="soft">{next}</span>
        </Text>
      </div>
      <CopyButton
        text={detailsOf(failure)}
        label={t('problem.copyDetails')}
        description={t('sync.failures.copyOf', { file: failure.filename })}
        quiet
      />
    </li>
  );
}

function detailsOf(failure: FailedFile): string {
  return [`file: ${failure.path}`, `url: ${failure.url}`, problemDetails(failure.problem)].join('\n');
}
