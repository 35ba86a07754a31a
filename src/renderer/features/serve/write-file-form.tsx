import { Button, Checkbox, Group, Text, TextInput } from '@mantine/core';
import { IconFolder } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ClientFilePreview, WritableClient } from '../../../contract/clients/client-file';
import { ProblemAlert } from '../../components/problem-alert';
import { type ClientFileWork, useClientFile } from './use-client-file';
import './write-file.css';

/** A box with long lines has to be reached, to be scrolled without a mouse. */
const REACHED_BY_TAB = 0;

interface WriteFileFormProps {
  readonly mirror: string;
  readonly client: WritableClient;
  readonly wantsToken: boolean;
  readonly isLasting: boolean;
  readonly onClose: () => void;
}

export function WriteFileForm({ mirror, client, wantsToken, isLasting, onClose }: WriteFileFormProps) {
  const { t } = useTranslation();
  const work = useClientFile(mirror, client);
  const { path, keepsPassword, stage } = work;
  return (
    <form
      className="write-file"
      onSubmit={(event) => {
        event.preventDefault();
        void (stage.kind === 'shown' ? work.write() : work.preview());
      }}
    >
      <Text className="soft">{t('serve.write.lead', { client })}</Text>
      <TextInput
        label={t('serve.write.file')}
        description={t(`serve.write.files.${client}`)}
        value={path}
        spellCheck={false}
        data-autofocus
        classNames={{ input: 'write-file-path' }}
        onChange={({ currentTarget: { value } }) => work.change({ path: value })}
        inputContainer={(input) => (
          <div className="write-file-row">
            {input}
            <Button
              variant="default"
              leftSection={<IconFolder size={16} aria-hidden />}
              onClick={() => void work.browse()}
            >
              {t('serve.write.browse')}
            </Button>
          </div>
        )}
      />
      {wantsToken ? (
        <Checkbox
          label={t('serve.write.token')}
          description={t('serve.write.tokenHint')}
          checked={keepsPassword}
          onChange={({ currentTarget: { checked } }) => work.change({ keepsPassword: checked })}
        />
      ) : null}
      {isLasting ? null : <Text className="soft">{t('serve.write.notLasting')}</Text>}
      <Stage work={work} />
      <Group gap="xs" justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t('serve.write.close')}
        </Button>
        <NextButton work={work} />
      </Group>
    </form>
  );
}

/** What has come of it so far. */
function Stage({ work: { stage, undo } }: { readonly work: ClientFileWork }) {
  const { t } = useTranslation();
  switch (stage.kind) {
    case 'choosing':
      return null;
    case 'shown':
      return <Preview preview={stage.preview} />;
    case 'refused':
      return <ProblemAlert problem={stage.problem} />;
    case 'taken-back':
      return <Text role="status">{t('serve.write.takenBack')}</Text>;
    case 'written': {
      const { backupPath } = stage;
      return (
        <div role="status" className="write-file-written">
          <Text fw={560}>{t('serve.write.written')}</Text>
          {backupPath === null ? null : (
            <Text className="soft">{t('serve.write.backup', { path: backupPath })}</Text>
          )}
          <Button variant="default" size="compact-sm" onClick={() => void undo()}>
            {t('serve.write.undo')}
          </Button>
        </div>
      );
    }
  }
}

function NextButton({ work: { path, stage } }: { readonly work: ClientFileWork }) {
  const { t } = useTranslation();
  if (stage.kind === 'written' || stage.kind === 'taken-back') return null;
  const isShown = stage.kind === 'shown';
  if (isShown && stage.preview.lines.length === 0) return null;
  return (
    <Button type="submit" disabled={path.trim() === ''}>
      {t(isShown ? 'serve.write.write' : 'serve.write.preview')}
    </Button>
  );
}

function Preview({ preview: { lines, isNew } }: { readonly preview: ClientFilePreview }) {
  const { t } = useTranslation();
  const rows = lines.map((line, number) => ({ line, number }));
  const kind = lines.length === 0 ? 'unchanged' : isNew ? 'makes' : 'changes';
  return (
    <div role="status">
      <Text size="sm" fw={560}>
        {t(`serve.write.${kind}`)}
      </Text>
      {lines.length === 0 ? null : (
        <pre className="write-file-lines" tabIndex={REACHED_BY_TAB}>
          {rows.map(({ line, number }) => (
            <span key={number} data-comes={line.startsWith('+')}>
              {`${line}\n`}
            </span>
          ))}
        </pre>
      )}
    </div>
  );
}
