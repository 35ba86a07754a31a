import { IconBroadcast, IconWifiOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { IDLE } from '../../../contract/run-state';
import { useFormat } from '../../format/use-format';
import { useAppState } from '../../state/use-app';
import { statusWords } from './run-words';
import './status-line.css';

/** The line at the bottom: what the mirror does, where it is served, and what still works without a network. */
export function StatusLine() {
  const { t } = useTranslation();
  const format = useFormat();
  const mirror = useAppState((state) => (state.view.kind === 'mirror' ? state.view.mirror : null));
  // The words, not the run: they change far less often.
  const words = useAppState((state) =>
    statusWords(t, format, mirror === null ? IDLE : (state.runs[mirror] ?? IDLE)),
  );
  const serving = useAppState((state) => (mirror === null ? undefined : state.serving[mirror]));
  const online = useAppState((state) => state.online);
  return (
    <footer className="status-line">
      <span className="numbers">{words}</span>
      {serving?.status === 'serving' ? (
        <span className="status-part">
          <IconBroadcast size={14} aria-hidden />
          {t('status.serving', { port: String(serving.port) })}
        </span>
      ) : null}
      {online ? null : (
        <span className="status-part status-end">
          <IconWifiOff size={14} aria-hidden />
          {t('status.offline')}
        </span>
      )}
    </footer>
  );
}
