import { Tabs, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { CLIENTS, type Client, servedClientIndex } from '../../../contract/clients/client-index';
import { type Snippet, snippetsFor } from '../../../contract/clients/snippets';
import type { ServeState } from '../../../contract/mirror';
import { CopyButton } from '../../components/copy-button';
import { TestButton } from './test-button';

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
            </Tabs.Panel>
          ))}
        </Tabs>
      )}
    </section>
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
