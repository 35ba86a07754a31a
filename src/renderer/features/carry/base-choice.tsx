import { Button, Radio, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { OfferedBase } from '../../../contract/carry-state';
import { useActions } from '../../state/use-app';

interface BaseChoiceProps {
  readonly since: string | null;
  readonly bases: readonly OfferedBase[];
  readonly onChange: (since: string | null) => void;
}

/** No path is empty. */
const EVERYTHING = '';

/** Everything, or what has changed since something that the far side holds. */
export function BaseChoice({ since, bases, onChange }: BaseChoiceProps) {
  const { t } = useTranslation();
  const { chooseFolder } = useActions();
  const choose = async (): Promise<void> => {
    const folder = await chooseFolder('base');
    if (folder !== null) onChange(folder);
  };
  const isOffered = bases.some(({ named }) => named === since);
  return (
    <>
      <Radio.Group
        label={t('carry.extent')}
        value={since ?? EVERYTHING}
        onChange={(value) => onChange(value === EVERYTHING ? null : value)}
      >
        <Stack gap={8} mt="xs">
          <Radio value={EVERYTHING} label={t('carry.full')} description={t('carry.fullHint')} />
          {bases.map(({ kind, named, bundleName }) => (
            <Radio
              key={named}
              value={named}
              label={t(`carry.since.${kind}`, { name: bundleName })}
              description={t(`carry.sinceHint.${kind}`, { path: named })}
            />
          ))}
          {since === null || isOffered ? null : (
            <Radio
              value={since}
              label={t('carry.since.chosen')}
              description={t('carry.sinceHint.chosen', { path: since })}
            />
          )}
        </Stack>
      </Radio.Group>
      <div>
        <Button size="compact-sm" variant="default" onClick={() => void choose()}>
          {t(since === null && bases.length === 0 ? 'carry.chooseFirstBase' : 'carry.chooseBase')}
        </Button>
      </div>
    </>
  );
}
