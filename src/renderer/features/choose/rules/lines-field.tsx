import { Textarea } from '@mantine/core';
import { useState } from 'react';

interface LinesFieldProps {
  readonly label: string;
  readonly description: string;
  readonly lines: readonly string[];
  readonly onChange: (lines: readonly string[]) => void;
}

/**
 * A list, one entry a line. While one types it shows what is typed, blank lines too; else what is in force, which an
 * import may have brought.
 */
export function LinesField({ label, description, lines, onChange }: LinesFieldProps) {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <Textarea
      label={label}
      description={description}
      autosize
      minRows={1}
      maxRows={8}
      spellCheck={false}
      value={typed ?? lines.join('\n')}
      onChange={({ currentTarget: { value } }) => {
        setTyped(value);
        onChange(value.split('\n').filter((line) => line.trim() !== ''));
      }}
      onBlur={() => setTyped(null)}
    />
  );
}
