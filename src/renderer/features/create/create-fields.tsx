import { Button, TextInput } from '@mantine/core';
import { IconFolder } from '@tabler/icons-react';
import { type Dispatch, type SetStateAction, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions, useClient } from '../../state/use-app';
import { type DraftField, type MirrorDraft, nameOf } from './draft';

export interface DraftFieldsProps {
  readonly draft: MirrorDraft;
  readonly missing: readonly DraftField[];
  readonly onChange: Dispatch<SetStateAction<MirrorDraft>>;
}

/** The name, and the folder, which follows the name until the person chooses one. */
export function CreateFields({ draft, missing, onChange }: DraftFieldsProps) {
  const { t } = useTranslation();
  const { chooseFolder } = useActions();
  useSuggestedFolder(draft, onChange);
  const browse = async (): Promise<void> => {
    const directory = await chooseFolder('create');
    if (directory !== null) onChange((now) => ({ ...now, directory, directoryChosen: true }));
  };
  return (
    <>
      <TextInput
        label={t('create.name')}
        placeholder={t('create.namePlaceholder')}
        description={draft.directoryChosen ? t('create.nameOfFolder') : null}
        value={nameOf(draft)}
        readOnly={draft.directoryChosen}
        error={missing.includes('name') ? t('create.nameMissing') : null}
        maxLength={100}
        data-autofocus
        autoFocus
        onChange={({ currentTarget: { value } }) => onChange((now) => ({ ...now, name: value }))}
      />
      <TextInput
        label={t('create.folder')}
        description={t('create.folderHint')}
        value={draft.directory}
        error={missing.includes('directory') ? t('create.folderMissing') : null}
        spellCheck={false}
        classNames={{ input: 'create-path' }}
        onChange={({ currentTarget: { value } }) =>
          onChange((now) => ({ ...now, directory: value, directoryChosen: value !== '' }))
        }
        inputContainer={(input) => (
          <div className="create-folder">
            {input}
            <Button
              variant="default"
              leftSection={<IconFolder size={16} aria-hidden />}
              onClick={() => void browse()}
            >
              {t('create.browse')}
            </Button>
          </div>
        )}
      />
    </>
  );
}

function useSuggestedFolder(draft: MirrorDraft, onChange: DraftFieldsProps['onChange']): void {
  const client = useClient();
  const { name, directoryChosen } = draft;
  useEffect(() => {
    if (directoryChosen) return undefined;
    let current = true;
    const trimmed = name.trim();
    const suggestion =
      trimmed === '' ? Promise.resolve('') : client.ask('mirrors.suggest-folder', { name: trimmed });
    suggestion.then(
      (directory) => {
        if (current) onChange((now) => (now.directoryChosen ? now : { ...now, directory }));
      },
      // A suggestion that cannot be had is no loss: the field can be filled by hand.
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [client, name, directoryChosen, onChange]);
}
