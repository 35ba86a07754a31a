import { Button, Text, TextInput } from '@mantine/core';
import { IconBroadcast } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../../contract/problem';
import type { ShareChoice } from '../../../contract/sharing';
import { ProblemAlert } from '../../components/problem-alert';
import { parsePort } from './port';
import { FIRST_DRAFT, findDraftFault, readDraft } from './share-draft';
import { ShareFields } from './share-fields';

interface StartFormProps {
  /** `null` when it serves now, otherwise why not. */
  readonly onStart: (port: number | null, share: ShareChoice) => Promise<Problem | null>;
}

/** Starts the server: on any free port, or on one that the person names; for this computer, or its network too. */
export function StartForm({ onStart }: StartFormProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState<Problem | null>(null);
  const [draft, setDraft] = useState(FIRST_DRAFT);
  const port = parsePort(typed);
  const fault = findDraftFault(draft);
  const start = async (wanted: number | null): Promise<void> => {
    setTyped(wanted === null ? '' : String(wanted));
    setProblem(await onStart(wanted, readDraft(draft)));
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (port !== 'invalid' && fault === null) void start(port);
  };
  return (
    <>
      {problem === null ? null : (
        <ProblemAlert problem={problem}>
          {problem.code === 'port-taken' ? (
            <PortChoices taken={problem.parameters.port} onChoose={(wanted) => void start(wanted)} />
          ) : null}
        </ProblemAlert>
      )}
      <form className="panel serve-start" onSubmit={submit}>
        <div className="serve-row">
          <TextInput
            className="serve-port"
            label={t('serve.port')}
            placeholder={t('serve.portAny')}
            inputMode="numeric"
            value={typed}
            error={port === 'invalid' ? t('serve.portRange') : null}
            onChange={({ currentTarget: { value } }) => setTyped(value)}
          />
          <Button
            type="submit"
            disabled={fault !== null}
            leftSection={<IconBroadcast size={17} aria-hidden />}
          >
            {t('serve.start')}
          </Button>
        </div>
        <Text size="sm" className="soft">
          {t('serve.portHint')} {draft.isShared ? null : t('serve.loopback')}
        </Text>
        <ShareFields
          draft={draft}
          fault={fault}
          onChange={(change) => setDraft((before) => ({ ...before, ...change }))}
        />
      </form>
    </>
  );
}

interface PortChoicesProps {
  readonly taken: number;
  readonly onChoose: (port: number | null) => void;
}

function PortChoices({ taken, onChoose }: PortChoicesProps) {
  const { t } = useTranslation();
  return (
    <>
      {taken < 65_535 ? (
        <Button size="compact-sm" variant="default" onClick={() => onChoose(taken + 1)}>
          {t('serve.tryNext', { port: String(taken + 1) })}
        </Button>
      ) : null}
      <Button size="compact-sm" variant="default" onClick={() => onChoose(null)}>
        {t('serve.tryAny')}
      </Button>
    </>
  );
}
