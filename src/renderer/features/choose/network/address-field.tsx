import { TextInput } from '@mantine/core';
import { useState } from 'react';

interface AddressFieldProps {
  readonly label: string;
  readonly description: string;
  readonly placeholder: string;
  /** `null`: none. */
  readonly value: string | null;
  /** What is wrong with an address; `null` where nothing is. */
  readonly faultOf: (address: string) => string | null;
  readonly onChange: (value: string | null) => void;
}

/** An address that may be left out. Passed on when it is whole and right: on Enter, or when the field is left. */
export function AddressField({
  label,
  description,
  placeholder,
  value,
  faultOf,
  onChange,
}: AddressFieldProps) {
  const [typed, setTyped] = useState(value ?? '');
  const [shown, setShown] = useState(value);
  const [fault, setFault] = useState<string | null>(null);
  // An address that came from elsewhere, as from an import, replaces what was typed.
  if (shown !== value) {
    setShown(value);
    setTyped(value ?? '');
    setFault(null);
  }
  const commit = (): void => {
    const next = typed.trim();
    const found = next === '' ? null : faultOf(next);
    setFault(found);
    if (found === null && next !== (value ?? '')) onChange(next === '' ? null : next);
  };
  return (
    <TextInput
      label={label}
      description={description}
      placeholder={placeholder}
      value={typed}
      error={fault}
      spellCheck={false}
      onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      onBlur={commit}
      onKeyDown={({ key }) => {
        if (key === 'Enter') commit();
      }}
    />
  );
}
