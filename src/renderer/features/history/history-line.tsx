import { useTranslation } from 'react-i18next';
import { type HistoryItem, isTransfer } from '../../../contract/merge-history';
import { useFormat } from '../../format/use-format';
import { useActWords, useTransferWords } from '../../texts/use-words';

/** What was done, when and by whom; of another side, that it is one. */
export function HistoryLine({ item }: { readonly item: HistoryItem }) {
  const { t } = useTranslation();
  const format = useFormat();
  const actWords = useActWords();
  const transferWords = useTransferWords();
  const { user, host } = item;
  const by = item.interface === 'window' ? t('history.window') : t('history.commandLine');
  const version = isTransfer(item) ? item.program : t('history.version', { version: item.version });
  const isTold = isTransfer(item) && item.toldBy !== null;
  return (
    <li>
      <time className="numbers" dateTime={item.time}>
        {format.time(Date.parse(item.time))}
      </time>
      <div>
        <div className="history-what">
          {isTold ? <span className="history-told">{t('history.otherSide')}</span> : null}
          {isTransfer(item) ? transferWords(item) : actWords(item)}
        </div>
        <div className="soft history-by">{t('history.by', { user, host, interface: by, version })}</div>
      </div>
    </li>
  );
}
