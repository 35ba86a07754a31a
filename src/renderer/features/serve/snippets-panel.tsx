import { Tabs, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '../../components/copy-button';
import { type Snippet, snippetsFor, TOOLS, type Tool } from './snippets';

/** A box with long lines has to be reached, to be scrolled without a mouse. */
const REACHED_BY_TAB = 0;

interface SnippetsProps {
  /** `null` while nothing is served. */
  readonly indexUrl: string | null;
}

/** What to type into pip and its relatives. */
export function Snippets({ indexUrl }: SnippetsProps) {
  const { t } = useTranslation();
  return (
    <section className="panel serve-snippets" aria-label={t('serve.snippets.title')}>
      <Title order={3}>{t('serve.snippets.title')}</Title>
      <Text className="soft">
        {indexUrl === null ? t('serve.snippets.waiting') : t('serve.snippets.lead')}
      </Text>
      {indexUrl === null ? null : (
        <Tabs defaultValue="pip" mt="sm" keepMounted={false}>
          <Tabs.List>
            {TOOLS.map((tool) => (
              <Tabs.Tab key={tool} value={tool}>
                {tool}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {TOOLS.map((tool) => (
            <Tabs.Panel key={tool} value={tool} pt="sm">
              {snippetsFor(tool, indexUrl, t('serve.snippets.package')).map((snippet) => (
                <SnippetBox key={snippet.words} tool={tool} snippet={snippet} />
              ))}
            </Tabs.Panel>
          ))}
        </Tabs>
      )}
    </section>
  );
}

interface SnippetBoxProps {
  readonly tool: Tool;
  readonly snippet: Snippet;
}

function SnippetBox({ tool, snippet }: SnippetBoxProps) {
  const { t } = useTranslation();
  const words = t(`serve.snippets.${snippet.words}`);
  return (
    <figure className="snippet">
      <figcaption>
        <span>{words}</span>
        <CopyButton
          text={snippet.text}
          label={t('copy.copy')}
          description={t('serve.snippets.copy', { tool, words })}
          quiet
        />
      </figcaption>
      <pre tabIndex={REACHED_BY_TAB}>{snippet.text}</pre>
    </figure>
  );
}
