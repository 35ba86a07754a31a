import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/use-format';
import { useAppState } from '../../state/use-app';

/** How fresh a mirror is, and when it was verified and proven. */
export function HistoryFacts({ mirror }: { readonly mirror: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const status = useAppState((state) => state.statuses[mirror]);
  if (status === undefined) return null;
  const { lastCompleteAtMs, lastImport, lastPlan, lastVerification, lastProof, upstreamSerial, failedFiles } =
    status;
  const timeOf = (atMs: number | undefined | null): string =>
    atMs === undefined || atMs === null ? t('history.never') : format.dateTime(atMs);
  const facts: readonly (readonly [string, string])[] = [
    ...(lastImport === null ? [] : [[t('history.imported'), timeOf(lastImport.importedAtMs)] as const]),
    [t('history.complete'), timeOf(lastCompleteAtMs)],
    [t('history.planned'), timeOf(lastPlan?.createdAtMs)],
    [t('history.verified'), timeOf(lastVerification?.finishedAtMs)],
    [t('history.proven'), timeOf(lastProof?.createdAtMs)],
  ];
  const more: readonly (readonly [string, string])[] = [
    ...(upstreamSerial === null ? [] : [[t('history.serial'), String(upstreamSerial)] as const]),
    ...(failedFiles.count === 0
      ? []
      : [[t('history.failed'), t('history.files', { count: failedFiles.count })] as const]),
  ];
  return (
    <dl className="history-facts" aria-label={t('history.facts')}>
      {[...facts, ...more].map(([name, value]) => (
        <div key={name}>
          <dt className="soft">{name}</dt>
          <dd className="numbers">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
