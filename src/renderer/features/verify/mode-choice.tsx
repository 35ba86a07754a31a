import { Group, Radio } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { VERIFY_MODES, type VerifyMode } from '../../../contract/verification';

interface ModeChoiceProps {
  readonly mode: VerifyMode;
  readonly onChoose: (mode: VerifyMode) => void;
}

/** Everything, or what is not as it was. */
export function ModeChoice({ mode, onChoose }: ModeChoiceProps) {
  const { t } = useTranslation();
  return (
    <Radio.Group
      className="panel verify-modes"
      label={t('verify.choose')}
      value={mode}
      onChange={(value) => onChoose(value === 'changed' ? 'changed' : 'full')}
    >
      <Group gap="xl" mt="xs" align="flex-start" style={{ rowGap: 8 }}>
        {VERIFY_MODES.map((name) => (
          <Radio key={name} value={name} label={t(`verify.${name}`)} description={t(`verify.${name}Hint`)} />
        ))}
      </Group>
    </Radio.Group>
  );
}
