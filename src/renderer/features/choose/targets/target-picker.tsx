import { Button, Checkbox, Group, Modal } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Target } from '../../../../contract/target';
import { PLATFORM_PRESETS, PYTHON_PRESETS } from '../../../../contract/target-presets';
import { targetsToAdd } from './choose-targets';

interface TargetPickerProps {
  readonly opened: boolean;
  readonly present: readonly Target[];
  readonly onClose: () => void;
  readonly onAdd: (targets: readonly Target[]) => void;
}

/** Systems on one side, Pythons on the other: every chosen Python on every chosen system is added. */
export function TargetPicker({ opened, present, onClose, onAdd }: TargetPickerProps) {
  const { t } = useTranslation();
  const [platforms, setPlatforms] = useState<string[]>([]);
  const [pythons, setPythons] = useState<string[]>([]);
  const added = targetsToAdd(present, platforms, pythons);
  const close = (): void => {
    setPlatforms([]);
    setPythons([]);
    onClose();
  };
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={t('choose.targets.pickTitle')}
      withCloseButton={false}
      size={680}
    >
      <p className="soft choose-hint">{t('choose.targets.pickLead')}</p>
      <div className="target-picker">
        <Checkbox.Group label={t('choose.targets.systems')} value={platforms} onChange={setPlatforms}>
          <div className="target-choices">
            {PLATFORM_PRESETS.map(({ id, label, hint }) => (
              <Checkbox key={id} value={id} label={label} description={hint} />
            ))}
          </div>
        </Checkbox.Group>
        <Checkbox.Group label={t('choose.targets.pythons')} value={pythons} onChange={setPythons}>
          <div className="target-choices">
            {PYTHON_PRESETS.map(({ id, label, python }) => (
              <Checkbox
                key={id}
                value={id}
                label={label}
                description={t('choose.targets.pythonAs', { version: python.pythonVersion })}
              />
            ))}
          </div>
        </Checkbox.Group>
      </div>
      <Group gap="xs" mt="lg" justify="flex-end">
        <Button variant="default" onClick={close}>
          {t('choose.targets.cancel')}
        </Button>
        <Button
          disabled={added.length === 0}
          onClick={() => {
            onAdd(added);
            close();
          }}
        >
          {t('choose.targets.addCount', { count: added.length })}
        </Button>
      </Group>
    </Modal>
  );
}
