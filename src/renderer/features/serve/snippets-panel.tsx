import { Button, Tabs, Text, Title } from '@mantine/core';
import { IconFilePencil } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { WRITABLE_CLIENTS, type WritableClient } from '../../../contract/clients/client-file';
import { CLIENTS, type Client, servedClientIndex } from '../../../contract/clients/client-index';
import { type Snippet, snippetsFor } from '../../../contract/clients/snippets';
import type { ServeState } from '../../../contract/mirror';
import { CopyButton } from '../../components/copy-button';
import { TestButton } from './test-button';
import { WriteFileDialog } from './write-file-dialog';

/** A box with long lines has to be reached, to be scrolled without a mouse. */
const REACHED_BY_TAB = 0;

interface SnippetsProps {
  readonly mirror: string;
  /** `null` while nothing is served. */
  readonly serving: Extract<ServeState, { status: 'serving' }> | null;
}

/** What to type into pip and its relatives. */
export function Snippets({ mirror, serving }: SnippetsProps) {
  const { t } = useTranslation();
  const index = serving === null ? null : servedClientIndex(serving, { keepsPassword: false });
  const [writing, setWriting] = useState<WritableClient | null>(null);
  return (
    <section className="panel serve-snippets" aria-label={t('serve.snippets.title')}>
      <Title order={3}>{t('serve.snippets.title')}</Title>
      <Text className="soft">{index === null ? t('serve.snippets.waiting') : t('serve.snippets.lead')}</Text>
      {index === null ? null : <TestButton mirror={mirror} />}
      {index === null ? null : (
        <Tabs defaultValue="pip" mt="sm" keepMounted={false}>
          <Tabs.List>
            {CLIENTS.map((client) => (
              <Tabs.Tab key={client} value={client}>
                {client}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {CLIENTS.map((client) => (
            <Tabs.Panel key={client} value={client} pt="sm">
              {snippetsFor(client, index, t('serve.snippets.package')).map((snippet) => (
                <SnippetBox key={snippet.place} client={client} snippet={snippet} />
              ))}
              <WriteButton client={client} onOpen={setWriting} />
            </Tabs.Panel>
          ))}
        </Tabs>
      )}
      <WriteFileDialog
        mirror={mirror}
        client={serving === null ? null : writing}
        wantsToken={serving !== null && serving.token !== null}
        isLasting={serving?.isKept === true}
        onClose={() => setWriting(null)}
      />
    </section>
  );
}

interface WriteButtonProps {
  readonly client: Client;
  readonly onOpen: (client: WritableClient) => void;
}

function WriteButton({ client, onOpen }: WriteButtonProps) {
  const { t } = useTranslation();
  const writable = WRITABLE_CLIENTS.find((each) => each === client);
  return writable === undefined ? null : (
    <Button
      variant="default"
      size="compact-sm"
      leftSection={<IconFilePencil size={15} aria-hidden />}
      onClick={() => onOpen(writable)}
    >
      {t('serve.write.open')}
    </Button>
  );
}

interface SnippetBoxProps {
  readonly client: Client;
  readonly snippet: Snippet;
}

function SnippetBox({ client, snippet }: SnippetBoxProps) {
  const { t } = useTranslation();
  const words = t(`serve.snippets.places.${snippet.place}`);
  return (
    <figure className="snippet">
      <figcaption>
        <span>{words}</span>
        <CopyButton
          text={snippet.text}
          label={t('copy.copy')}
          description={t('serve.snippets.copy', { client, words })}
          quiet
        />
      </figcaption>
      <pre tabIndex={REACHED_BY_TAB}>{snippet.text}</pre>
    </figure>
  );
}
