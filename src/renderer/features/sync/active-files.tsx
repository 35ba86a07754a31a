import { Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ActiveFile, RunProgress } from '../../../contract/run-state';
import { Bar } from '../../components/bar';
import { floorPercent } from '../../format/format';
import { useFormat } from '../../format/use-format';

/** What is on the wire now, in the order in which it began. */
export function ActiveFiles({ active }: { readonly active: RunProgress['active'] }) {
  const { t } = useTranslation();
  const files = Object.values(active);
  return (
    <section className="panel sync-now" aria-label={t('sync.current.title')}>
      <Title order={3} className="sync-list-title">
        {t('sync.current.title')}
      </Title>
      {files.length === 0 ? <p className="soft">{t('sync.current.none')}</p> : null}
      <ul>
        {files.map((file) => (
          <ActiveFileLine key={file.path} file={file} />
        ))}
      </ul>
    </section>
  );
}

function ActiveFileLine({ file }: { readonly file: ActiveFile }) {
  const { t } = useTranslation();
  const format = useFormat();
  const received = format.bytes(file.receivedBytes);
  const size = file.sizeBytes === null ? null : format.bytes(file.sizeBytes);
  return (
    <li>
      <div className="sync-file">
        <span className="cut" title={file.filename}>
          {file.filename}
        </span>
        <span className="soft numbers">{size ?? received}</span>
      </div>
      <Bar
        label={t('sync.current.bar', { file: file.filename })}
        percent={file.sizeBytes === null ? null : floorPercent(file.receivedBytes, file.sizeBytes)}
        text={size === null ? received : `${received} ${t('sync.facts.ofAll', { all: size })}`}
        size={4}
      />
    </li>
  );
}
