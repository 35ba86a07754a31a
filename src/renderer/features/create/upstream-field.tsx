import { Group, Radio, Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useAppState } from '../../state/use-app';
import type { DraftFieldsProps } from './create-fields';
import { chooseUpstream, type UpstreamChoice } from './draft';

const CHOICES: readonly UpstreamChoice[] = ['pypi', 'sample', 'other'];

/** Where the packages come from. */
export function UpstreamField({ draft, missing, onChange }: DraftFieldsProps) {
  const { t } = useTranslation();
  const info = useAppState((state) => state.info);
  return (
    <Radio.Group
      label={t('create.upstream')}
      description={t('create.upstreamHint')}
      value={draft.upstream}
      onChange={(value) => onChange((now) => chooseUpstream(now, value, info))}
    >
      <div className="create-choices">
        {CHOICES.map((choice) => (
          <Radio.Card
            key={choice}
            value={choice}
            className="create-choice"
            aria-label={t(`create.${choice}`)}
          >
            <Group wrap="nowrap" align="flex-start" gap="sm">
              <Radio.Indicator />
              <div>
                <Text fw={560}>{t(`create.${choice}`)}</Text>
                <Text size="sm" className="soft">
                  {t(`create.${choice}Text`)}
                </Text>
              </div>
            </Group>
          </Radio.Card>
        ))}
      </div>
      {draft.upstream === 'other' ? (
        <TextInput
          mt="sm"
          label={t('create.address')}
          description={t('create.addressHint')}
          placeholder={t('create.addressPlaceholder')}
          value={draft.address}
          error={missing.includes('address') ? t('create.addressMissing') : null}
          spellCheck={false}
          classNames={{ input: 'create-path' }}
          onChange={({ currentTarget: { value } }) => onChange((now) => ({ ...now, address: value }))}
        />
      ) : null}
    </Radio.Group>
  );
}
