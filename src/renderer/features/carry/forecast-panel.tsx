import { Text, Title } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExportForecast } from '../../../contract/carry-state';
import { Fact, Facts } from '../../components/facts';
import { ProblemAlert } from '../../components/problem-alert';
import { useFormat } from '../../format/use-format';

/** What the export will be, and what keeps it from being written there. */
export function ForecastPanel({ forecast }: { readonly forecast: ExportForecast }) {
  const { t } = useTranslation();
  const format = useFormat();
  const panel = useRef<HTMLElement>(null);
  // It appears below what was chosen, where a small window does not reach.
  useEffect(() => {
    panel.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  const { part, parts } = forecast;
  const { projects, files, bytes, removals, freeBytes, fileSystem, refusal, to, baseName, goesOn } = forecast;
  const afterBytes = freeBytes === null || goesOn ? null : freeBytes - bytes;
  const sentences = [
    t('carry.forecastTo', { path: to }),
    ...(parts === 1 ? [] : [t('carry.forecastPart', { part, parts })]),
    ...(baseName === null ? [] : [t('carry.forecastBase', { name: baseName })]),
    ...(goesOn ? [t('carry.forecastGoesOn')] : []),
    t('carry.forecastSystem', { name: fileSystem }),
  ];
  return (
    <section ref={panel} className="carry-forecast" aria-label={t('carry.forecastTitle')}>
      <Title order={3} size="lg">
        {t('carry.forecastTitle')}
      </Title>
      <Facts label={t('carry.forecastTitle')}>
        <Fact name={t('carry.forecastProjects')} value={format.count(projects)} />
        <Fact
          name={t('carry.forecastFiles')}
          value={format.count(files)}
          more={t('carry.forecastFilesMore')}
        />
        <Fact name={t('carry.forecastBytes')} value={format.bytes(bytes)} tone="accent" />
        {removals === 0 ? null : <Fact name={t('carry.forecastRemovals')} value={format.count(removals)} />}
        <Fact
          name={t('carry.forecastFree')}
          value={freeBytes === null ? t('carry.unknown') : format.bytes(freeBytes)}
          more={
            afterBytes === null || afterBytes < 0
              ? null
              : t('carry.forecastAfter', { bytes: format.bytes(afterBytes) })
          }
        />
      </Facts>
      {refusal === null ? null : <ProblemAlert problem={refusal} />}
      <Text className="soft carry-words">{sentences.join(' ')}</Text>
    </section>
  );
}
