import { VisuallyHidden } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { VerifyState } from '../../../contract/verify-state';
import { useFormat } from '../../format/use-format';
import { verifyAnnouncement } from './verify-announcement';

/** Says a verification's start, quarters and end to those who listen to the screen. */
export function VerifyAnnouncer({ state }: { readonly state: VerifyState }) {
  const { t } = useTranslation();
  const format = useFormat();
  const last = useRef(state);
  const [words, setWords] = useState('');
  useEffect(() => {
    const announcement = verifyAnnouncement(last.current, state);
    last.current = state;
    if (announcement === null) return;
    setWords(
      announcement.kind === 'quarter'
        ? t('verify.announce.quarter', { percent: format.percent(announcement.percent, 100) })
        : t(`verify.announce.${announcement.kind}`),
    );
  }, [state, t, format]);
  return (
    <VisuallyHidden role="status" aria-live="polite">
      {words}
    </VisuallyHidden>
  );
}
