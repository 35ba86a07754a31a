import { NativeSelect, TagsInput, Title, UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Rules, YANKED_CHOICES, type YankedChoice } from '../../../../contract/rules';
import { countActiveRules } from './active-rules';
import { MoreRules } from './more-rules';
import { CountField, DateField, type RulesPanelProps, SizeField } from './rule-fields';

/** What is left out of what was asked for; closed until somebody wants it, with a count of what is in force. */
export function RulesPanel({ rules, onChange }: RulesPanelProps) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  const active = countActiveRules(rules);
  return (
    <section className="choose-section" aria-label={t('choose.rules.title')}>
      <UnstyledButton className="section-toggle" aria-expanded={opened} onClick={() => setOpened(!opened)}>
        {opened ? <IconChevronDown size={16} aria-hidden /> : <IconChevronRight size={16} aria-hidden />}
        <Title order={3}>{t('choose.rules.title')}</Title>
        <span className="soft">
          {active === 0 ? t('choose.rules.none') : t('choose.rules.active', { count: active })}
        </span>
      </UnstyledButton>
      {opened ? (
        <div className="rule-fields">
          <CommonRules rules={rules} onChange={onChange} />
          <MoreRules rules={rules} onChange={onChange} />
        </div>
      ) : null}
    </section>
  );
}

function CommonRules({ rules, onChange }: RulesPanelProps) {
  const { t } = useTranslation();
  const change = (part: Partial<Rules>): void => onChange({ ...rules, ...part });
  return (
    <>
      <CountField
        label={t('choose.rules.coolDown')}
        description={t('choose.rules.coolDownHint')}
        value={rules.coolDownDays}
        largest={36_500}
        onChange={(coolDownDays) => change({ coolDownDays })}
      />
      <NativeSelect
        label={t('choose.rules.yanked')}
        value={rules.yanked}
        data={YANKED_CHOICES.map((value) => ({ value, label: t(`choose.rules.yankedChoice.${value}`) }))}
        onChange={({ currentTarget: { value } }) => change({ yanked: value as YankedChoice })}
      />
      <DateField
        label={t('choose.rules.uploadedAfter')}
        value={rules.uploadedAfter}
        onChange={(uploadedAfter) => change({ uploadedAfter })}
      />
      <DateField
        label={t('choose.rules.uploadedBefore')}
        value={rules.uploadedBefore}
        onChange={(uploadedBefore) => change({ uploadedBefore })}
      />
      <SizeField
        label={t('choose.rules.maxFile')}
        value={rules.maxFileSizeBytes}
        onChange={(maxFileSizeBytes) => change({ maxFileSizeBytes })}
      />
      <SizeField
        label={t('choose.rules.maxProject')}
        value={rules.maxProjectSizeBytes}
        onChange={(maxProjectSizeBytes) => change({ maxProjectSizeBytes })}
      />
      <SizeField
        label={t('choose.rules.maxMirror')}
        value={rules.maxMirrorSizeBytes}
        onChange={(maxMirrorSizeBytes) => change({ maxMirrorSizeBytes })}
      />
      <TagsInput
        label={t('choose.rules.allowedLicenses')}
        description={t('choose.rules.licensesHint')}
        value={[...rules.allowedLicenses]}
        onChange={(allowedLicenses) => change({ allowedLicenses: allowedLicenses.filter(isLicenseId) })}
      />
      <TagsInput
        label={t('choose.rules.deniedLicenses')}
        value={[...rules.deniedLicenses]}
        onChange={(deniedLicenses) => change({ deniedLicenses: deniedLicenses.filter(isLicenseId) })}
      />
    </>
  );
}

const isLicenseId = (text: string): boolean => /^[A-Za-z0-9.:+-]{1,100}$/.test(text);
