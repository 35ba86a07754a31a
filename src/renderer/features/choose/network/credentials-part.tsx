import { Button, CloseButton, PasswordInput, Text, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Credential, type CredentialList, hostAddressSchema } from '../../../../contract/credentials';
import { useActions, useClient } from '../../../state/use-app';

/** Hosts that ask for a password or a token. What is typed goes to the computer's keychain and is never shown again. */
export function CredentialsPart() {
  const { t } = useTranslation();
  const client = useClient();
  const [list, setList] = useState<CredentialList | null>(null);
  const { reportProblem } = useActions();
  useEffect(() => {
    client.ask('credentials.list', undefined).then(setList).catch(reportProblem);
  }, [client, reportProblem]);
  if (list === null) return null;
  const forget = (address: string): void =>
    void client.ask('credentials.forget', { address }).then(setList).catch(reportProblem);
  return (
    <div className="credentials">
      <Text fw={600} size="sm">
        {t('choose.credentials.title')}
      </Text>
      <Text size="sm" className="soft">
        {t(`choose.credentials.kept.${list.kept}`)}
      </Text>
      {list.origins.length === 0 ? null : (
        <ul className="lock-list">
          {list.origins.map((origin) => (
            <li key={origin} className="lock-item">
              <span className="lock-name">{origin}</span>
              <CloseButton
                size="sm"
                aria-label={t('choose.credentials.forget', { origin })}
                onClick={() => forget(origin)}
              />
            </li>
          ))}
        </ul>
      )}
      <NewCredential
        onAdd={(address, credential) =>
          client.ask('credentials.set', { address, credential }).then(setList).catch(reportProblem)
        }
      />
    </div>
  );
}

const EMPTY = { address: '', username: '', secret: '' };

/** Without a user name, what is typed is a token. */
function NewCredential({
  onAdd,
}: {
  readonly onAdd: (address: string, credential: Credential) => Promise<unknown>;
}) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(EMPTY);
  const address = typed.address.trim();
  const isReady = hostAddressSchema.safeParse(address).success && typed.secret !== '';
  const add = async (): Promise<void> => {
    const { username, secret } = typed;
    await onAdd(
      address,
      username.trim() === ''
        ? { kind: 'token', token: secret }
        : { kind: 'password', username: username.trim(), password: secret },
    );
    setTyped(EMPTY);
  };
  return (
    <>
      <TextInput
        label={t('choose.credentials.address')}
        placeholder="https://index.example"
        value={typed.address}
        spellCheck={false}
        onChange={({ currentTarget: { value } }) => setTyped({ ...typed, address: value })}
      />
      <TextInput
        label={t('choose.credentials.username')}
        description={t('choose.credentials.usernameHint')}
        value={typed.username}
        spellCheck={false}
        onChange={({ currentTarget: { value } }) => setTyped({ ...typed, username: value })}
      />
      <PasswordInput
        label={t('choose.credentials.secret')}
        visibilityToggleButtonProps={{ 'aria-label': t('password.toggle') }}
        value={typed.secret}
        onChange={({ currentTarget: { value } }) => setTyped({ ...typed, secret: value })}
      />
      <Button variant="default" disabled={!isReady} onClick={() => void add()}>
        {t('choose.credentials.add')}
      </Button>
    </>
  );
}
