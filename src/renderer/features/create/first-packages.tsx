import { Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { DraftFieldsProps } from './create-fields';

/** The first lines of the allowlist. */
export function FirstPackages({ draft, onChange }: Omit<DraftFieldsProps, 'missing'>) {
  const { t } = useTranslation();
  return (
    <Textarea
      className="create-packages"
      label={t('create.allowlist')}
      description={t('create.allowlistHint')}
      placeholder={t('create.allowlistPlaceholder')}
      value={draft.allowlist}
      spellCheck={false}
      onChange={({ currentTarget: { value } }) => onChange((now) => ({ ...now, allowlist: value }))}
    />
  );
}
