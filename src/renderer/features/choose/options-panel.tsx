import { NativeSelect, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import {
  DISTRIBUTION_CHOICES,
  type DistributionChoice,
  PRERELEASE_CHOICES,
  type PrereleaseChoice,
  type Profile,
  type ProfileOptions,
} from '../../../contract/profile';
import { NumberField } from './number-field';
import { UpstreamInput } from './upstream-input';
import { VersionsField } from './versions-field';

interface OptionsPanelProps {
  readonly profile: Profile;
  readonly onChange: (change: Partial<Omit<Profile, 'version'>>) => void;
}

/** Where the packages come from, and which of their files are kept. */
export function OptionsPanel({ profile, onChange }: OptionsPanelProps) {
  const { t } = useTranslation();
  const { options } = profile;
  const change = (part: Partial<ProfileOptions>): void => onChange({ options: { ...options, ...part } });
  return (
    <section className="choose-section" aria-label={t('choose.options.title')}>
      <Title order={3}>{t('choose.options.title')}</Title>
      <UpstreamInput value={profile.upstreamUrl} onChange={(upstreamUrl) => onChange({ upstreamUrl })} />
      {profile.closure.mode === 'none' ? (
        <VersionsField
          value={options.newestVersions}
          onChange={(newestVersions) => change({ newestVersions })}
        />
      ) : null}
      <NativeSelect
        label={t('choose.options.distributions')}
        value={options.distributions}
        data={DISTRIBUTION_CHOICES.map((value) => ({
          value,
          label: t(`choose.options.distribution.${value}`),
        }))}
        onChange={({ currentTarget: { value } }) => change({ distributions: value as DistributionChoice })}
      />
      <NativeSelect
        label={t('choose.options.prereleases')}
        value={options.prereleases}
        data={PRERELEASE_CHOICES.map((value) => ({ value, label: t(`choose.options.prerelease.${value}`) }))}
        onChange={({ currentTarget: { value } }) => change({ prereleases: value as PrereleaseChoice })}
      />
      <NumberField
        label={t('choose.options.parallel')}
        value={options.parallelDownloads}
        min={1}
        max={64}
        onChange={(parallelDownloads) => change({ parallelDownloads })}
      />
    </section>
  );
}
