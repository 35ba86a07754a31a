import { Radio, Stack, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type Profile, SCOPES } from '../../../contract/profile';

interface ScopePanelProps {
  readonly profile: Profile;
  readonly onChange: (change: Partial<Omit<Profile, 'version'>>) => void;
}

/** Whether the list chooses, or everything comes. */
export function ScopePanel({ profile, onChange }: ScopePanelProps) {
  const { t } = useTranslation();
  const { scope, closure, locks } = profile;
  const choose = (chosen: Profile['scope']): void =>
    onChange(
      chosen === 'listed' ? { scope: chosen } : { scope: chosen, closure: { ...closure, mode: 'none' } },
    );
  return (
    <section className="choose-section" aria-label={t('choose.scope.title')}>
      <Title order={3}>{t('choose.scope.title')}</Title>
      <Radio.Group aria-label={t('choose.scope.title')} value={scope} onChange={choose}>
        <Stack gap={10} mt={4}>
          {SCOPES.map((value) => (
            <Radio
              key={value}
              value={value}
              disabled={value === 'everything' && locks.length > 0}
              label={t(`choose.scope.choice.${value}`)}
              description={t(
                value === 'everything' && locks.length > 0
                  ? 'choose.scope.notWithLocks'
                  : `choose.scope.about.${value}`,
              )}
            />
          ))}
        </Stack>
      </Radio.Group>
    </section>
  );
}
