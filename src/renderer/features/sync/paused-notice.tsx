import { Alert } from '@mantine/core';
import { IconPlayerPause } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { PauseReason } from '../../../contract/run-event';
import { ProblemAlert } from '../../components/problem-alert';

/** Why a run stands still, and that it can go on. */
export function PausedNotice({ reason }: { readonly reason: PauseReason }) {
  const { t } = useTranslation();
  if (reason.kind === 'problem') {
    return <ProblemAlert problem={reason.problem} title={t('sync.paused.problem')} severity="warning" />;
  }
  return (
    <Alert
      className="problem problem-warning sync-paused"
      role="status"
      icon={<IconPlayerPause size={18} aria-hidden />}
    >
      {t(`sync.paused.${reason.kind}`)}
    </Alert>
  );
}
