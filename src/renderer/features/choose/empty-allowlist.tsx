import { Button, Text, Title } from '@mantine/core';
import { IconSparkles } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Profile } from '../../../contract/profile';
import { useAppState } from '../../state/use-app';

interface EmptyAllowlistProps {
  readonly profile: Profile;
  readonly onChange: (change: Partial<Omit<Profile, 'version'>>) => void;
}

/** Says what to type, and offers the sample: with its index, unless that is the upstream already. */
export function EmptyAllowlist({ profile, onChange }: EmptyAllowlistProps) {
  const { t } = useTranslation();
  const info = useAppState((state) => state.info);
  if (info === null) return null;
  const usesSample = profile.upstreamUrl === info.sampleIndexUrl;
  return (
    <section className="choose-empty">
      <div>
        <Title order={3}>{t('choose.emptyTitle')}</Title>
        <Text className="soft">{t('choose.emptyText')}</Text>
      </div>
      <Button
        variant="default"
        leftSection={<IconSparkles size={16} aria-hidden />}
        onClick={() => onChange({ allowlist: info.sampleAllowlist, upstreamUrl: info.sampleIndexUrl })}
      >
        {t(usesSample ? 'choose.insertSample' : 'choose.sampleWithIndex')}
      </Button>
    </section>
  );
}
