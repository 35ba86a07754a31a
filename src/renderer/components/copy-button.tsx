import { Button } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions } from '../state/use-app';

const SHOWN_MS = 1600;

interface CopyButtonProps {
  readonly text: string;
  readonly label: string;
  /** Says for readers of the screen what is copied, where the label alone does not. */
  readonly description?: string;
  readonly quiet?: boolean;
}

/** Copies a text and says so for a moment. */
export function CopyButton({ text, label, description, quiet = false }: CopyButtonProps) {
  const { t } = useTranslation();
  const { copy } = useActions();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  const Icon = copied ? IconCheck : IconCopy;
  return (
    <Button
      size="compact-sm"
      variant={quiet ? 'subtle' : 'default'}
      leftSection={<Icon size={15} aria-hidden />}
      aria-label={description ?? label}
      onClick={() => void copy(text).then(setCopied)}
    >
      <span aria-live="polite">{copied ? t('copy.copied') : label}</span>
    </Button>
  );
}
