import { Button, Text } from '@mantine/core';
import { IconFileDescription } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions } from '../../../state/use-app';

/** The way to a target that no preset describes: a script for the computer itself. */
export function TargetScript() {
  const { t } = useTranslation();
  const { saveTargetScript } = useActions();
  const [path, setPath] = useState<string | null>(null);
  const save = async (): Promise<void> => {
    setPath((await saveTargetScript()) ?? path);
  };
  return (
    <div className="target-script">
      <Text size="sm" className="soft">
        {t('choose.targets.script')} {t('choose.targets.scriptHint')}
      </Text>
      <Button
        variant="subtle"
        justify="flex-start"
        size="compact-sm"
        leftSection={<IconFileDescription size={15} aria-hidden />}
        onClick={() => void save()}
      >
        {t('choose.targets.saveScript')}
      </Button>
      <Text size="sm" className="soft target-saved" role="status">
        {path === null ? null : t('choose.targets.scriptSaved', { path })}
      </Text>
    </div>
  );
}
