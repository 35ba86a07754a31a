import { Button, TextInput, Title } from '@mantine/core';
import { IconFolder } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useActions } from '../../state/use-app';

interface PlacePanelProps {
  readonly to: string;
  readonly isMissing: boolean;
  readonly onChange: (to: string) => void;
  /** A folder was chosen in the system's dialog. */
  readonly onChosen: (folder: string) => void;
}

/** Where the export goes. Whatever knows of drives only has to give a folder here. */
export function PlacePanel({ to, isMissing, onChange, onChosen }: PlacePanelProps) {
  const { t } = useTranslation();
  const { chooseFolder } = useActions();
  const browse = async (): Promise<void> => {
    const folder = await chooseFolder('export');
    if (folder !== null) onChosen(folder);
  };
  return (
    <section className="panel carry-panel">
      <Title order={3} size="lg">
        {t('carry.where')}
      </Title>
      <TextInput
        label={t('carry.folder')}
        description={t('carry.folderHint')}
        value={to}
        error={isMissing ? t('carry.folderMissing') : null}
        spellCheck={false}
        classNames={{ input: 'carry-path' }}
        onChange={({ currentTarget: { value } }) => onChange(value)}
        inputContainer={(input) => (
          <div className="carry-folder">
            {input}
            <Button
              variant="default"
              leftSection={<IconFolder size={16} aria-hidden />}
              onClick={() => void browse()}
            >
              {t('carry.browse')}
            </Button>
          </div>
        )}
      />
    </section>
  );
}
