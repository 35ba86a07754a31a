import { Radio, Stack, Switch, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { CLOSURE_MODES, type ClosureOptions } from '../../../contract/profile';
import { NumberField } from './number-field';

interface ClosurePanelProps {
  readonly closure: ClosureOptions;
  readonly hasTargets: boolean;
  readonly onChange: (closure: ClosureOptions) => void;
}

/** How far requirements are followed. */
export function ClosurePanel({ closure, hasTargets, onChange }: ClosurePanelProps) {
  const { t } = useTranslation();
  return (
    <section className="choose-section" aria-label={t('choose.closure.title')}>
      <Title order={3}>{t('choose.closure.title')}</Title>
      <Radio.Group
        aria-label={t('choose.closure.title')}
        description={hasTargets ? undefined : t('choose.closure.needsTarget')}
        value={closure.mode}
        onChange={(mode) => onChange({ ...closure, mode })}
      >
        <Stack gap={10} mt={4}>
          {CLOSURE_MODES.map((mode) => (
            <Radio
              key={mode}
              value={mode}
              disabled={mode !== 'none' && !hasTargets}
              label={t(`choose.closure.mode.${mode}`)}
              description={t(`choose.closure.about.${mode}`)}
            />
          ))}
        </Stack>
      </Radio.Group>
      {closure.mode === 'all-matching' ? (
        <NumberField
          label={t('choose.closure.newest')}
          value={closure.newestVersions ?? 10_000}
          min={1}
          max={10_000}
          onChange={(newestVersions) => onChange({ ...closure, newestVersions })}
        />
      ) : null}
      {closure.mode === 'none' ? null : (
        <Switch
          label={t('choose.closure.bootstrap')}
          description={t('choose.closure.bootstrapHint')}
          checked={closure.bootstrap}
          onChange={({ currentTarget: { checked } }) => onChange({ ...closure, bootstrap: checked })}
        />
      )}
    </section>
  );
}
