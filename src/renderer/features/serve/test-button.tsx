import { Button, Group, Text } from '@mantine/core';
import { IconPlugConnected } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { IndexTest } from '../../../contract/clients/index-test';
import { useActions } from '../../state/use-app';
import { useTestWords } from '../../texts/use-words';

/** Has a real pip resolve a project through the address, and tells in words what came of it. */
export function TestButton({ mirror }: { readonly mirror: string }) {
  const { t } = useTranslation();
  const { testServing } = useActions();
  const words = useTestWords();
  const [isTesting, setTesting] = useState(false);
  const [outcome, setOutcome] = useState<IndexTest | null>(null);
  const test = async (): Promise<void> => {
    setTesting(true);
    setOutcome(null);
    setOutcome(await testServing(mirror));
    setTesting(false);
  };
  return (
    <div className="serve-test">
      <Group gap="sm">
        <Button
          variant="default"
          leftSection={<IconPlugConnected size={16} aria-hidden />}
          loading={isTesting}
          onClick={() => void test()}
        >
          {t('serve.test.start')}
        </Button>
        <Text className="soft">{t('serve.test.lead')}</Text>
      </Group>
      <div role="status">{outcome === null ? null : <Text mt="xs">{words(outcome)}</Text>}</div>
      {outcome?.kind === 'refused' ? <pre className="serve-test-output">{outcome.output}</pre> : null}
    </div>
  );
}
