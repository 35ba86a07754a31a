import { Anchor, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PYPI_URL } from '../../../contract/profile';
import { useAppState } from '../../state/use-app';

interface UpstreamInputProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** The upstream's address. Passed on when it is whole: on Enter, or when the field is left. */
export function UpstreamInput({ value, onChange }: UpstreamInputProps) {
  const { t } = useTranslation();
  const sampleUrl = useAppState((state) => state.info?.sampleIndexUrl ?? null);
  const [typed, setTyped] = useState(value);
  const [shown, setShown] = useState(value);
  // An address that came from elsewhere, as from the links below, replaces what was typed.
  if (shown !== value) {
    setShown(value);
    setTyped(value);
  }
  const commit = (): void => {
    const next = typed.trim();
    if (next !== '' && next !== value) onChange(next);
  };
  return (
    <div>
      <TextInput
        label={t('choose.options.upstream')}
        description={t('choose.options.upstreamHint')}
        value={typed}
        error={typed.trim() === '' ? t('choose.options.upstreamMissing') : null}
        spellCheck={false}
        classNames={{ input: 'upstream-address' }}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        onBlur={commit}
        onKeyDown={({ key }) => {
          if (key === 'Enter') commit();
        }}
      />
      <div className="upstream-quick">
        {value === PYPI_URL ? null : (
          <Anchor component="button" type="button" size="sm" onClick={() => onChange(PYPI_URL)}>
            {t('choose.options.usePypi')}
          </Anchor>
        )}
        {sampleUrl === null || value === sampleUrl ? null : (
          <Anchor component="button" type="button" size="sm" onClick={() => onChange(sampleUrl)}>
            {t('choose.options.useSample')}
          </Anchor>
        )}
      </div>
    </div>
  );
}
