import { Alert, PasswordInput, Radio, Stack, Switch, TextInput } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { DraftFault, ShareDraft } from './share-draft';

interface ShareFieldsProps {
  readonly draft: ShareDraft;
  readonly fault: DraftFault | null;
  readonly onChange: (change: Partial<ShareDraft>) => void;
}

/** Whether other computers reach the mirror, and what they need for that. */
export function ShareFields({ draft, fault, onChange }: ShareFieldsProps) {
  const { t } = useTranslation();
  return (
    <div className="serve-share">
      <Switch
        label={t('serve.share.switch')}
        description={t('serve.share.meaning')}
        checked={draft.isShared}
        onChange={({ currentTarget: { checked } }) => onChange({ isShared: checked })}
      />
      {draft.isShared ? (
        <>
          <div className="serve-share-columns">
            <EncryptionChoice draft={draft} fault={fault} onChange={onChange} />
            <AccessChoice draft={draft} fault={fault} onChange={onChange} />
          </div>
          <TextInput
            label={t('serve.share.names')}
            description={t('serve.share.namesHint')}
            placeholder="pypi.lab"
            value={draft.names}
            error={fault === 'names' ? t('serve.share.namesFault') : null}
            spellCheck={false}
            onChange={({ currentTarget: { value } }) => onChange({ names: value })}
          />
          {draft.encryption === 'none' ? (
            <Alert color="yellow" icon={<IconAlertTriangle size={18} aria-hidden />}>
              {t(draft.access === 'none' ? 'serve.share.openWarning' : 'serve.share.plainWarning')}
            </Alert>
          ) : null}
        </>
      ) : null}
    </div>
  );
}

function EncryptionChoice({ draft, fault, onChange }: ShareFieldsProps) {
  const { t } = useTranslation();
  return (
    <Stack gap="xs">
      <Radio.Group
        label={t('serve.share.encryption')}
        value={draft.encryption}
        onChange={(value) => onChange({ encryption: value })}
      >
        <Stack gap={6} mt={6}>
          {(['made', 'own', 'none'] as const).map((kind) => (
            <Radio
              key={kind}
              value={kind}
              label={t(`serve.share.encryptionKinds.${kind}`)}
              description={t(`serve.share.encryptionHints.${kind}`)}
            />
          ))}
        </Stack>
      </Radio.Group>
      {draft.encryption === 'own' ? (
        <>
          <TextInput
            label={t('serve.share.certificatePath')}
            value={draft.certificatePath}
            error={fault === 'certificate' ? t('serve.share.certificateFault') : null}
            spellCheck={false}
            onChange={({ currentTarget: { value } }) => onChange({ certificatePath: value })}
          />
          <TextInput
            label={t('serve.share.keyPath')}
            value={draft.keyPath}
            spellCheck={false}
            onChange={({ currentTarget: { value } }) => onChange({ keyPath: value })}
          />
        </>
      ) : null}
    </Stack>
  );
}

function AccessChoice({ draft, fault, onChange }: ShareFieldsProps) {
  const { t } = useTranslation();
  return (
    <Stack gap="xs">
      <Radio.Group
        label={t('serve.share.access')}
        value={draft.access}
        onChange={(value) => onChange({ access: value })}
      >
        <Stack gap={6} mt={6}>
          {(['token', 'password', 'none'] as const).map((kind) => (
            <Radio
              key={kind}
              value={kind}
              label={t(`serve.share.accessKinds.${kind}`)}
              description={t(`serve.share.accessHints.${kind}`)}
            />
          ))}
        </Stack>
      </Radio.Group>
      {draft.access === 'password' ? (
        <>
          <TextInput
            label={t('serve.share.user')}
            description={t('serve.share.userHint')}
            value={draft.user}
            error={fault === 'user' ? t('serve.share.userFault') : null}
            spellCheck={false}
            onChange={({ currentTarget: { value } }) => onChange({ user: value })}
          />
          <PasswordInput
            label={t('serve.share.secret')}
            visibilityToggleButtonProps={{ 'aria-label': t('password.toggle') }}
            description={t('serve.share.secretHint')}
            value={draft.secret}
            error={fault === 'secret' && draft.secret !== '' ? t('serve.share.secretFault') : null}
            onChange={({ currentTarget: { value } }) => onChange({ secret: value })}
          />
        </>
      ) : null}
    </Stack>
  );
}
