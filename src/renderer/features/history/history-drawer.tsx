import { Button, Drawer, Text } from '@mantine/core';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HistoryEntry, HistoryPage } from '../../../contract/history';
import { useFormat } from '../../format/use-format';
import { useActions, useRun } from '../../state/use-app';
import { useActWords } from '../../texts/use-words';
import { groupByDay, type HistoryDay } from './history-days';
import { HistoryFacts } from './history-facts';
import './history.css';

interface HistoryDrawerProps {
  readonly mirror: string;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** What was done with a mirror, beside everything else. */
export function HistoryDrawer({ mirror, opened, onClose }: HistoryDrawerProps) {
  const { t } = useTranslation();
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      title={t('history.title')}
      position="right"
      size={560}
      closeButtonProps={{ 'aria-label': t('history.close') }}
    >
      {opened ? <History mirror={mirror} /> : null}
    </Drawer>
  );
}

function History({ mirror }: { readonly mirror: string }) {
  const { t } = useTranslation();
  const { readHistory, readStatus } = useActions();
  const [entries, setEntries] = useState<readonly HistoryEntry[] | null>(null);
  const [olderFrom, setOlderFrom] = useState<number | null>(null);
  const take = useCallback((page: HistoryPage | null, earlier: readonly HistoryEntry[]) => {
    if (page === null) return;
    setEntries([...earlier, ...page.entries]);
    setOlderFrom(page.olderFrom);
  }, []);
  // Each stage that a run comes to has been written down by then.
  const { stage } = useRun(mirror);
  useEffect(() => {
    if (stage !== 'planning') void readHistory(mirror, null).then((page) => take(page, []));
    void readStatus(mirror);
  }, [mirror, stage, take, readHistory, readStatus]);
  const showOlder = async (): Promise<void> => take(await readHistory(mirror, olderFrom), entries ?? []);
  return (
    <div className="history">
      <Text className="soft">{t('history.lead')}</Text>
      <HistoryFacts mirror={mirror} />
      {entries?.length === 0 ? <Text>{t('history.empty')}</Text> : null}
      {groupByDay(entries ?? []).map((day) => (
        <Day key={day.atMs} day={day} />
      ))}
      {olderFrom === null ? null : (
        <Button variant="default" onClick={() => void showOlder()}>
          {t('history.older')}
        </Button>
      )}
    </div>
  );
}

function Day({ day }: { readonly day: HistoryDay }) {
  const { t } = useTranslation();
  const format = useFormat();
  const name = format.day(day.atMs);
  return (
    <section>
      <h3 className="history-day">{name}</h3>
      <ol className="history-acts" aria-label={t('history.list', { day: name })}>
        {day.entries.map((entry) => (
          <Entry key={`${entry.time} ${entry.act}`} entry={entry} />
        ))}
      </ol>
    </section>
  );
}

function Entry({ entry }: { readonly entry: HistoryEntry }) {
  const { t } = useTranslation();
  const format = useFormat();
  const wordsOf = useActWords();
  const { user, host, version } = entry;
  const by = entry.interface === 'window' ? t('history.window') : t('history.commandLine');
  return (
    <li>
      <time className="numbers" dateTime={entry.time}>
        {format.time(Date.parse(entry.time))}
      </time>
      <div>
        <div>{wordsOf(entry)}</div>
        <div className="soft history-by">{t('history.by', { user, host, interface: by, version })}</div>
      </div>
    </li>
  );
}
