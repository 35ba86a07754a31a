import { IconHourglass } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Waiting } from '../../contract/run-event';
import { useFormat } from '../format/use-format';
import { useProblemWords } from '../texts/use-words';
import { useNow } from './use-now';
import './waiting-notice.css';

const SHOWN = 3;

interface WaitingNoticeProps {
  readonly waiting: readonly Waiting[];
}

/** What failed and is tried again by itself, with the time until then. */
export function WaitingNotice({ waiting }: WaitingNoticeProps) {
  return waiting.length === 0 ? null : <WaitingList waiting={waiting} />;
}

function WaitingList({ waiting }: WaitingNoticeProps) {
  const { t } = useTranslation();
  const now = useNow();
  const soonest = [...waiting].sort((left, right) => left.retryAtMs - right.retryAtMs);
  return (
    <section className="waiting" aria-label={t('sync.waiting.title', { count: waiting.length })}>
      <div className="waiting-title">
        <IconHourglass size={17} aria-hidden />
        {t('sync.waiting.title', { count: waiting.length })}
      </div>
      <ul>
        {soonest.slice(0, SHOWN).map((entry) => (
          <WaitingLine key={entry.subject} entry={entry} now={now} />
        ))}
      </ul>
    </section>
  );
}

function WaitingLine({ entry, now }: { readonly entry: Waiting; readonly now: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useProblemWords();
  const leftMs = entry.retryAtMs - now;
  return (
    <li>
      <span className="waiting-when numbers">
        {leftMs > 500 ? t('sync.waiting.again', { time: format.duration(leftMs) }) : t('sync.waiting.now')}
        {' · '}
        {t('sync.waiting.attempt', { attempt: entry.attempt })}
      </span>
      <span className="soft">{words(entry.problem).what}</span>
    </li>
  );
}
