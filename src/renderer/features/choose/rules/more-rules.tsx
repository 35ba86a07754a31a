import { Checkbox, NativeSelect, Switch, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { NEWEST_BY, type NewestBy, type Rules } from '../../../../contract/rules';
import { LinesField } from './lines-field';
import { CountField, type RulesPanelProps } from './rule-fields';

/** The rules that few need: names, patterns, platforms, counts. */
export function MoreRules({ rules, onChange }: RulesPanelProps) {
  const { t } = useTranslation();
  const change = (part: Partial<Rules>): void => onChange({ ...rules, ...part });
  return (
    <>
      <Textarea
        label={t('choose.rules.blocklist')}
        description={t('choose.rules.blocklistHint')}
        autosize
        minRows={2}
        maxRows={8}
        spellCheck={false}
        value={rules.blocklist}
        onChange={({ currentTarget: { value } }) => change({ blocklist: value })}
      />
      <LinesField
        label={t('choose.rules.projectPatterns')}
        description={t('choose.rules.patternsHint')}
        lines={rules.projectPatterns}
        onChange={(projectPatterns) => change({ projectPatterns })}
      />
      <LinesField
        label={t('choose.rules.releasePatterns')}
        description={t('choose.rules.patternsHint')}
        lines={rules.releasePatterns}
        onChange={(releasePatterns) => change({ releasePatterns })}
      />
      <LinesField
        label={t('choose.rules.platforms')}
        description={t('choose.rules.platformsHint')}
        lines={rules.excludedPlatforms}
        onChange={(excludedPlatforms) =>
          change({
            excludedPlatforms: excludedPlatforms.filter((word) => /^[A-Za-z0-9_.-]{1,100}$/.test(word)),
          })
        }
      />
      <CountingRules rules={rules} onChange={onChange} />
    </>
  );
}

/** Prereleases, and how many versions stay. */
function CountingRules({ rules, onChange }: RulesPanelProps) {
  const { t } = useTranslation();
  const change = (part: Partial<Rules>): void => onChange({ ...rules, ...part });
  return (
    <>
      <Checkbox
        label={t('choose.rules.dropPrereleases')}
        checked={rules.dropPrereleases === 'all'}
        onChange={({ currentTarget: { checked } }) => change({ dropPrereleases: checked ? 'all' : 'none' })}
      />
      <CountField
        label={t('choose.rules.newest')}
        description={t('choose.rules.newestHint')}
        value={rules.newestVersions}
        largest={10_000}
        onChange={(newestVersions) => change({ newestVersions })}
      />
      <NativeSelect
        label={t('choose.rules.newestBy')}
        value={rules.newestBy}
        data={NEWEST_BY.map((value) => ({ value, label: t(`choose.rules.newestByChoice.${value}`) }))}
        onChange={({ currentTarget: { value } }) => change({ newestBy: value as NewestBy })}
      />
      <CountField
        label={t('choose.rules.newestPerSeries')}
        value={rules.newestPerSeries}
        largest={10_000}
        onChange={(newestPerSeries) => change({ newestPerSeries })}
      />
      <Switch
        label={t('choose.rules.onlyForTargets')}
        checked={rules.onlyForTargets}
        onChange={({ currentTarget: { checked } }) => change({ onlyForTargets: checked })}
      />
      {rules.metadata.length === 0 ? null : (
        <p className="soft choose-hint">{t('choose.rules.metadata', { count: rules.metadata.length })}</p>
      )}
    </>
  );
}
