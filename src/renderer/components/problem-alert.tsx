import { Alert, CloseButton, Group, Text } from '@mantine/core';
import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../contract/problem';
import { useProblemWords } from '../texts/use-words';
import { CopyButton } from './copy-button';
import { problemDetails } from './problem-details';
import './problem-alert.css';

interface ProblemAlertProps {
  readonly problem: Problem;
  readonly severity?: 'error' | 'warning';
  /** What stands above the words; without it the alert begins with what happened. */
  readonly title?: string;
  readonly onDismiss?: () => void;
  /** Buttons of the next step. */
  readonly children?: ReactNode;
}

/** What happened, what to do next, and the details to copy. */
export function ProblemAlert({ problem, severity = 'error', title, onDismiss, children }: ProblemAlertProps) {
  const { t } = useTranslation();
  const { what, next } = useProblemWords()(problem);
  const Icon = severity === 'error' ? IconAlertTriangle : IconInfoCircle;
  return (
    <Alert className={`problem problem-${severity}`} icon={<Icon size={18} aria-hidden />} role="alert">
      <Group justify="space-between" align="flex-start" wrap="nowrap" gap="sm">
        <div className="problem-words">
          {title === undefined ? null : (
            <Text size="md" fw={620}>
              {title}
            </Text>
          )}
          <Text size="md" fw={title === undefined ? 560 : 400}>
            {what}
          </Text>
          <Text size="md" className="soft">
            {next}
          </Text>
        </div>
        {onDismiss === undefined ? null : (
          <CloseButton aria-label={t('problem.dismiss')} onClick={onDismiss} />
        )}
      </Group>
      <Group gap="xs" mt="xs">
        {children}
        <CopyButton text={problemDetails(problem)} label={t('problem.copyDetails')} quiet />
      </Group>
    </Alert>
  );
}
