import { Button, Drawer, Text } from '@mantine/core';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HistoryEntry, HistoryPage } from '../../../contract/history';
import { type HistoryItem, isTransfer, mergeHistory } from '../../../contract/merge-history';
import type { KnownTransfer } from '../../../contract/transfer-log';
import { useFormat } from '../../format/use-format';
import { useActions, useRun } from '../../state/use-app';
import { groupByDay, type HistoryDay } from './history-days';
import { HistoryFacts } from './history-facts';
import { HistoryLine } from './history-line';
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
  const { readHistory, readTransfers, readStatus } = useActions();
  const [entries, setEntries] = useState<readonly HistoryEntry[] | null>(null);
  const [transfers, setTransfers] = useState<readonly KnownTransfer[]>([]);
  const [olderFrom, setOlderFrom] = useState<number | null>(null);
  const take = useCallback((page: HistoryPage | null, earlier: readonly HistoryEntry[]) => {
    if (page === null) return;
    setEntries([...earlier, ...page.entries]);
    setOlderFrom(page.olderFrom);
  }, []);
  // Each stage that a run comes to has been written down by then.
  const { stage } = useRun(mirror);
  useEffect(() => {
    void readTransfers(mirror).then(setTransfers);
    if (stage !== 'planning') void readHistory(mirror, null).then((page) => take(page, []));
    void readStatus(mirror);
  }, [mirror, stage, take, readHistory, readTransfers, readStatus]);
  const showOlder = async (): Promise<void> => take(await readHistory(mirror, olderFrom), entries ?? []);
  const items = entries === null ? null : mergeHistory(entries, transfers, { isAll: olderFrom === null });
  return (
    <div className="history">
      <Text className="soft">{t('history.lead')}</Text>
      <HistoryFacts mirror={mirror} />
      {items?.length === 0 ? <Text>{t('history.empty')}</Text> : null}
      {groupByDay(items ?? []).map((day) => (
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
        {day.entries.map((item) => (
          <HistoryLine key={keyOf(item)} item={item} />
        ))}
      </ol>
    </section>
  );
}

/** One side may tell of the same moment as another. */
function keyOf(item: HistoryItem): string {
  return isTransfer(item)
    ? `${item.time} ${item.side} ${item.transfer} ${item.bundle?.part ?? ''}`
    : `${item.time} ${item.act}`;
}
