import { Input, SegmentedControl } from '@mantine/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { NumberField } from './number-field';

interface VersionsFieldProps {
  /** `null`: every version that matches. */
  readonly value: number | null;
  readonly onChange: (value: number | null) => void;
}

export function VersionsField({ value, onChange }: VersionsFieldProps) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <div className="versions-field">
      <Input.Label component="div" id={id}>
        {t('choose.options.versions')}
      </Input.Label>
      <SegmentedControl
        fullWidth
        aria-labelledby={id}
        value={value === null ? 'all' : 'newest'}
        data={[
          { value: 'all', label: t('choose.options.allVersions') },
          { value: 'newest', label: t('choose.options.newestVersions') },
        ]}
        onChange={(choice) => onChange(choice === 'all' ? null : 1)}
      />
      {value === null ? null : (
        <NumberField
          label={t('choose.options.newestCount')}
          value={value}
          min={1}
          max={10_000}
          onChange={onChange}
        />
      )}
    </div>
  );
}
