import { NumberInput, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Rules } from '../../../../contract/rules';

export interface RulesPanelProps {
  readonly rules: Rules;
  readonly onChange: (rules: Rules) => void;
}

interface FieldProps<Value> {
  readonly label: string;
  readonly value: Value | null;
  readonly onChange: (value: Value | null) => void;
}

/** Empty: no limit. */
export function CountField({
  label,
  description,
  value,
  largest,
  onChange,
}: FieldProps<number> & { readonly description?: string; readonly largest: number }) {
  const { t } = useTranslation();
  return (
    <NumberInput
      label={label}
      description={description}
      placeholder={t('choose.rules.noLimit')}
      value={value ?? ''}
      min={1}
      max={largest}
      allowDecimal={false}
      clampBehavior="blur"
      onChange={(next) => {
        if (next === '') onChange(null);
        else if (typeof next === 'number' && next >= 1 && next <= largest) onChange(next);
      }}
    />
  );
}

const MEGABYTE = 1_000_000;

export function SizeField({ label, value, onChange }: FieldProps<number>) {
  const { t } = useTranslation();
  return (
    <NumberInput
      label={label}
      placeholder={t('choose.rules.noLimit')}
      suffix=" MB"
      value={value === null ? '' : value / MEGABYTE}
      min={0}
      max={1_000_000_000}
      decimalScale={3}
      thousandSeparator=" "
      onChange={(next) => {
        if (next === '') onChange(null);
        else if (typeof next === 'number' && next > 0) onChange(Math.max(1, Math.round(next * MEGABYTE)));
      }}
    />
  );
}

/** A whole day; what is typed on the way to one is not passed on. */
export function DateField({ label, value, onChange }: FieldProps<string>) {
  return (
    <TextInput
      type="date"
      label={label}
      value={value?.slice(0, 10) ?? ''}
      max="9999-12-31"
      onChange={({ currentTarget: { value: next } }) => {
        if (next === '') onChange(null);
        else if (/^\d{4}-\d{2}-\d{2}$/.test(next)) onChange(next);
      }}
    />
  );
}
