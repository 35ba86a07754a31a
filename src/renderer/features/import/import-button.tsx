import { Button, Menu } from '@mantine/core';
import { IconClipboardText, IconFile, IconFileImport } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useActions } from '../../state/use-app';
import { useImportDoor } from './import-context';

/** The way to an import without dropping a file. */
export function ImportButton() {
  const { t } = useTranslation();
  const { chooseFile } = useActions();
  const { begin, paste } = useImportDoor();
  const fromFile = async (): Promise<void> => {
    const path = await chooseFile();
    if (path !== null) begin([{ kind: 'path', path }]);
  };
  return (
    <Menu position="bottom-end" width={190}>
      <Menu.Target>
        <Button variant="default" leftSection={<IconFileImport size={16} aria-hidden />}>
          {t('import.menu')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconFile size={16} aria-hidden />} onClick={() => void fromFile()}>
          {t('import.fromFile')}
        </Menu.Item>
        <Menu.Item leftSection={<IconClipboardText size={16} aria-hidden />} onClick={paste}>
          {t('import.fromText')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
