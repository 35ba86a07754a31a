import { Button, Checkbox, Text, TextInput, Title } from '@mantine/core';
import { IconFolder } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { BundleFacts } from '../../../contract/carry-state';
import { Fingerprint } from '../../components/fingerprint';
import { useActions } from '../../state/use-app';
import { type BundleDraft, type BundleFault, keyStanding } from './bundle-draft';

interface BundleFormProps {
  readonly facts: BundleFacts;
  readonly draft: BundleDraft;
  readonly faults: readonly BundleFault[];
  readonly onChange: (draft: BundleDraft) => void;
}

/** Where it goes, and whether it comes from whom it should. */
export function BundleForm(props: BundleFormProps) {
  return (
    <>
      <FolderPanel {...props} />
      <KeyPanel {...props} />
    </>
  );
}

function FolderPanel({ facts, draft, faults, onChange }: BundleFormProps) {
  const { t } = useTranslation();
  const { chooseFolder } = useActions();
  const browse = async (): Promise<void> => {
    const mirror = await chooseFolder('create');
    if (mirror !== null) onChange({ ...draft, mirror });
  };
  const goesOn = facts.goesOnWith?.mirror === draft.mirror.trim();
  return (
    <section className="panel bundle-panel">
      <Title order={2} size="lg">
        {t('bundle.where')}
      </Title>
      <TextInput
        label={t('bundle.folder')}
        description={t(goesOn ? 'bundle.folderGoesOn' : 'bundle.folderHint')}
        value={draft.mirror}
        error={faults.includes('folder') ? t('bundle.folderMissing') : null}
        spellCheck={false}
        classNames={{ input: 'bundle-path' }}
        onChange={({ currentTarget: { value } }) => onChange({ ...draft, mirror: value })}
        inputContainer={(input) => (
          <div className="bundle-folder">
            {input}
            <Button
              variant="default"
              leftSection={<IconFolder size={16} aria-hidden />}
              onClick={() => void browse()}
            >
              {t('bundle.browse')}
            </Button>
          </div>
        )}
      />
    </section>
  );
}

function KeyPanel({ facts, draft, faults, onChange }: BundleFormProps) {
  const { t } = useTranslation();
  const standing = keyStanding(facts, draft);
  return (
    <section className="panel bundle-panel" data-tone={standing === 'other' ? 'warn' : 'quiet'}>
      <Title order={2} size="lg">
        {t('bundle.key')}
      </Title>
      {standing === 'other' ? <Text>{t('bundle.other')}</Text> : null}
      <Fingerprint
        fingerprint={facts.fingerprint}
        text={t(standing === 'known' ? 'bundle.known' : 'bundle.compare')}
      />
      {standing === 'known' ? null : (
        <Checkbox
          label={t('bundle.confirm')}
          checked={draft.confirmed}
          error={faults.includes('key') ? t('bundle.confirmMissing') : null}
          onChange={({ currentTarget: { checked } }) => onChange({ ...draft, confirmed: checked })}
        />
      )}
    </section>
  );
}
