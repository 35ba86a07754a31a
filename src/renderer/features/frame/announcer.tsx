import { VisuallyHidden } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IDLE, type RunState } from '../../../contract/run-state';
import { useFormat } from '../../format/use-format';
import { useAppState } from '../../state/use-app';
import { announcementOf } from './announcements';

/** Says a run's start, quarters and end to those who listen to the screen. */
export function Announcer() {
  const { t } = useTranslation();
  const format = useFormat();
  const mirror = useAppState((state) => (state.view.kind === 'mirror' ? state.view.mirror : null));
  const run = useAppState((state) => (mirror === null ? IDLE : (state.runs[mirror] ?? IDLE)));
  const last = useRef<{ mirror: string | null; run: RunState }>({ mirror, run });
  const [words, setWords] = useState('');
  useEffect(() => {
    const previous = last.current;
    last.current = { mirror, run };
    // Looking at another mirror is not something that happened to it.
    if (previous.mirror !== mirror) return;
    const announcement = announcementOf(previous.run, run);
    if (announcement === null) return;
    setWords(
      announcement.kind === 'quarter'
        ? t('announce.quarter', { percent: format.percent(announcement.percent, 100) })
        : t(`announce.${announcement.kind}`),
    );
  }, [mirror, run, t, format]);
  return (
    <VisuallyHidden role="status" aria-live="polite">
      {words}
    </VisuallyHidden>
  );
}
