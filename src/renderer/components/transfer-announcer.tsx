import { VisuallyHidden } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format';
import { type Heard, transferAnnouncement } from './transfer-announcement';

interface TransferAnnouncerProps extends Heard {
  /** What is said when this state begins. */
  readonly words: string;
}

/** Says a transfer's steps, quarters and end to those who listen to the screen. */
export function TransferAnnouncer({ status, progress, words }: TransferAnnouncerProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const last = useRef<Heard>({ status, progress });
  const [said, setSaid] = useState('');
  useEffect(() => {
    const next = { status, progress };
    const announcement = transferAnnouncement(last.current, next);
    last.current = next;
    if (announcement === null) return;
    const step = progress === null ? '' : t(`transfer.steps.${progress.step}`);
    switch (announcement.kind) {
      case 'status':
        setSaid(words);
        break;
      case 'step':
        setSaid(step);
        break;
      case 'quarter':
        setSaid(t('transfer.quarter', { step, percent: format.percent(announcement.percent, 100) }));
    }
  }, [status, progress, words, t, format]);
  return (
    <VisuallyHidden role="status" aria-live="polite">
      {said}
    </VisuallyHidden>
  );
}
