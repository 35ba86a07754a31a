import { Button, Group, Modal, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportSource } from '../../../contract/import-report';

const USUAL_NAME = 'requirements.txt';

interface PasteDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onRead: (sources: readonly ImportSource[]) => void;
}

/** For what is in the clipboard rather than in a file. */
export function PasteDialog({ opened, onClose, onRead }: PasteDialogProps) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('import.pasteTitle')}
      withCloseButton={false}
      size={620}
    >
      <PasteForm onClose={onClose} onRead={onRead} />
    </Modal>
  );
}

function PasteForm({ onClose, onRead }: Omit<PasteDialogProps, 'opened'>) {
  const { t } = useTranslation();
  const [name, setName] = useState(USUAL_NAME);
  const [text, setText] = useState('');
  return (
    <form
      className="paste-form"
      onSubmit={(event) => {
        event.preventDefault();
        onRead([{ kind: 'text', name: name.trim(), text }]);
      }}
    >
      <p className="soft import-hint">{t('import.pasteLead')}</p>
      <Textarea
        label={t('import.pasteText')}
        classNames={{ input: 'paste-text' }}
        rows={11}
        spellCheck={false}
        data-autofocus
        value={text}
        onChange={({ currentTarget: { value } }) => setText(value)}
      />
      <TextInput
        label={t('import.pasteName')}
        description={t('import.pasteNameHint')}
        maxLength={200}
        value={name}
        onChange={({ currentTarget: { value } }) => setName(value)}
      />
      <Group gap="xs" justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t('import.cancel')}
        </Button>
        <Button type="submit" disabled={text.trim() === '' || name.trim() === ''}>
          {t('import.pasteRead')}
        </Button>
      </Group>
    </form>
  );
}
