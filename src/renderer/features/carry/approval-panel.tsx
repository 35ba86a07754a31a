import { Button, Text, Title } from '@mantine/core';
import { IconFileText } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ExportChoice } from '../../../contract/carry-state';
import { ProblemAlert } from '../../components/problem-alert';
import { useApproval } from './use-approval';

interface ApprovalPanelProps {
  readonly mirror: string;
  readonly choice: ExportChoice;
}

/** Offers the sheet that a security officer reads and signs before anything travels. */
export function ApprovalPanel({ mirror, choice }: ApprovalPanelProps) {
  const { t } = useTranslation();
  const { isWriting, folder, problem, write, cancel, show } = useApproval(mirror, choice);
  const state = isWriting ? t('carry.approval.writing') : '';
  return (
    <section className="carry-approval" aria-label={t('carry.approval.title')}>
      <Title order={4} size="md">
        {t('carry.approval.title')}
      </Title>
      <Text className="soft">{t('carry.approval.text')}</Text>
      {problem === null ? null : <ProblemAlert problem={problem} />}
      <div className="carry-approval-buttons">
        {isWriting ? (
          <Button size="compact-sm" variant="default" onClick={() => void cancel()}>
            {t('carry.stop')}
          </Button>
        ) : (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconFileText size={15} aria-hidden />}
            onClick={() => void write()}
          >
            {t('carry.approval.write')}
          </Button>
        )}
        {folder === null ? null : (
          <Button size="compact-sm" variant="default" onClick={() => void show()}>
            {t('carry.approval.show')}
          </Button>
        )}
      </div>
      <Text role="status" className="carry-words">
        {folder === null ? state : t('carry.approval.written', { path: folder })}
      </Text>
    </section>
  );
}
