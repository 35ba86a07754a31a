import { NumberInput } from '@mantine/core';
import { useState } from 'react';

interface NumberFieldProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly onChange: (value: number) => void;
}

/** A whole number between two ends. What is typed on the way to one is not passed on. */
export function NumberField({ label, value, min, max, onChange }: NumberFieldProps) {
  const [typed, setTyped] = useState<number | string>(value);
  const [shown, setShown] = useState(value);
  // A number that came from elsewhere, as from an import, replaces what was typed.
  if (shown !== value) {
    setShown(value);
    setTyped(value);
  }
  return (
    <NumberInput
      label={label}
      value={typed}
      min={min}
      max={max}
      allowDecimal={false}
      clampBehavior="blur"
      onChange={(next) => {
        setTyped(next);
        if (typeof next === 'number' && next >= min && next <= max) onChange(next);
      }}
      onBlur={() => setTyped(value)}
    />
  );
}
