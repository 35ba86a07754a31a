import { Button, Text, TextInput } from '@mantine/core';
import { IconBroadcast } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../../contract/problem';
import { ProblemAlert } from '../../components/problem-alert';
import { useActions } from '../../state/use-app';
import { parsePort } from './port';

/** Starts the server: on any free port, or on one that the person names. */
export function StartForm({ mirror }: { readonly mirror: string }) {
  const { t } = useTranslation();
  const { startServing } = useActions();
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState<Problem | null>(null);
  const port = parsePort(typed);
  const start = async (wanted: number | null): Promise<void> => {
    setTyped(wanted === null ? '' : String(wanted));
    setProblem(await startServing(mirror, wanted));
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (port !== 'invalid') void start(port);
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
          <Button type="submit" leftSection={<IconBroadcast size={17} aria-hidden />}>
            {t('serve.start')}
          </Button>
        </div>
        <Text size="sm" className="soft">
          {t('serve.portHint')} {t('serve.loopback')}
        </Text>
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
