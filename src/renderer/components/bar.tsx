import { Progress } from '@mantine/core';

interface BarProps {
  readonly label: string;
  /** 0 to 100; `null` where the end is not known. */
  readonly percent: number | null;
  /** What a screen reader says instead of the bare number. */
  readonly text: string;
  readonly size?: number;
  readonly color?: string;
}

/** A progress bar with a name and a value in words. */
export function Bar({ label, percent, text, size = 6, color }: BarProps) {
  return (
    <Progress.Root size={size} radius="xl" className="bar">
      <Progress.Section
        value={percent ?? 100}
        aria-label={label}
        aria-valuetext={text}
        {...(percent === null ? { animated: true } : {})}
        {...(color === undefined ? {} : { color })}
      />
    </Progress.Root>
  );
}
