import { useTranslation } from 'react-i18next';
import { type FileTally, isLeaving, type PlanSummary } from '../../../contract/plan-summary';
import { Fact, Facts } from '../../components/facts';
import { useFormat } from '../../format/use-format';
import type { Translate } from '../../texts/words';

/** The plan in five numbers. */
export function PlanTotals({ plan }: { readonly plan: PlanSummary }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { toFetch, present, toRemove } = plan;
  const freeAfterwards = plan.freeBytes === null ? null : plan.freeBytes - toFetch.bytes + toRemove.bytes;
  return (
    <Facts label={t('plan.totals.label')}>
      <Fact
        name={t('plan.totals.projects')}
        value={format.count(plan.projects.filter((row) => !isLeaving(row)).length)}
      />
      <Fact
        name={t('plan.totals.toFetch')}
        value={format.bytes(toFetch.bytes)}
        more={filesWords(t, toFetch)}
        tone="accent"
      />
      <Fact
        name={t('plan.totals.present')}
        value={format.bytes(present.bytes)}
        more={filesWords(t, present)}
      />
      <Fact
        name={t('plan.totals.toRemove')}
        value={toRemove.files === 0 ? t('plan.totals.nothing') : format.bytes(toRemove.bytes)}
        more={toRemove.files === 0 ? null : filesWords(t, toRemove)}
        {...(toRemove.files === 0 ? {} : { tone: 'bad' })}
      />
      <Fact
        name={t('plan.totals.free')}
        value={
          freeAfterwards === null
            ? t('plan.totals.freeUnknown')
            : freeAfterwards < 0
              ? t('plan.totals.lacking', { bytes: format.bytes(-freeAfterwards) })
              : format.bytes(freeAfterwards)
        }
        {...(freeAfterwards !== null && freeAfterwards < 0 ? { tone: 'bad' } : {})}
      />
    </Facts>
  );
}

function filesWords(t: Translate, tally: FileTally): string {
  const files = t('units.files', { count: tally.files });
  if (tally.filesOfUnknownSize === 0) return files;
  return `${files}, ${t('units.unknownSize', { count: tally.filesOfUnknownSize })}`;
}
