import { Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { BundleFacts } from '../../../contract/carry-state';
import { Fact, Facts } from '../../components/facts';
import { useFormat } from '../../format/use-format';

/** What somebody brought, as it says itself. */
export function BundleFactsPanel({ facts }: { readonly facts: BundleFacts }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { parts, part, targets, baseName, removals, upstreamUrl } = facts;
  const createdAt = format.dateTime(Date.parse(facts.createdAt));
  const sentences = [
    t('bundle.exported', { name: facts.bundleName, time: createdAt }),
    t('bundle.upstream', { url: upstreamUrl }),
    ...(targets.length === 0 ? [] : [t('bundle.targets', { targets: targets.join('; ') })]),
    ...(baseName === null ? [] : [t('bundle.base', { name: baseName })]),
    ...(removals === 0 ? [] : [t('bundle.removals', { count: removals })]),
  ];
  return (
    <section className="bundle-about" aria-label={t('bundle.about')}>
      <Title order={2} size="lg">
        {t('bundle.about')}
      </Title>
      <Facts label={t('bundle.about')}>
        <Fact name={t('bundle.mirror')} value={facts.mirrorName} />
        {parts === 1 ? null : <Fact name={t('bundle.part')} value={t('bundle.partOf', { part, parts })} />}
        <Fact name={t('bundle.projects')} value={format.count(facts.projects)} />
        <Fact name={t('bundle.files')} value={format.count(facts.stateFiles)} more={t('bundle.filesMore')} />
        <Fact name={t('bundle.bytes')} value={format.bytes(facts.bytes)} />
      </Facts>
      <Text className="soft bundle-words">{sentences.join(' ')}</Text>
    </section>
  );
}
