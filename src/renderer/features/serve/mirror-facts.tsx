import { Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/use-format';
import { useAppState } from '../../state/use-app';

/** How much is in the mirror, and from when. */
export function MirrorFacts({ mirror }: { readonly mirror: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const status = useAppState((state) => state.statuses[mirror]);
  if (status === undefined) return null;
  const { lastCompleteAtMs, lastImport } = status;
  const timeOf = (atMs: number | null): string =>
    atMs === null ? t('serve.facts.never') : format.dateTime(atMs);
  const facts: readonly (readonly [string, string])[] = [
    [t('serve.facts.projects'), format.count(status.projects)],
    [t('serve.facts.files'), format.count(status.files)],
    [t('serve.facts.bytes'), format.bytes(status.bytes)],
    ...(lastImport === null
      ? []
      : [[t('serve.facts.imported'), format.dateTime(lastImport.importedAtMs)] as const]),
    // Who was given the packages by a drive never syncs, and nothing is wrong with that.
    ...(lastCompleteAtMs === null && lastImport !== null
      ? []
      : [[t('serve.facts.synced'), timeOf(lastCompleteAtMs)] as const]),
  ];
  return (
    <section className="panel serve-facts" aria-label={t('serve.facts.title')}>
      <Title order={3}>{t('serve.facts.title')}</Title>
      <dl>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="numbers">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
