import { Text, Title } from '@mantine/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../../contract/problem';
import type { ShareChoice } from '../../../contract/sharing';
import { StartForm } from '../serve/start-form';

interface ServeChoiceProps {
  readonly onStart: (port: number | null, share: ShareChoice) => Promise<Problem | null>;
}

/** The other way: to install from the drive, without an import. */
export function ServeChoice({ onStart }: ServeChoiceProps) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <section className="bundle-about" aria-labelledby={id}>
      <div>
        <Title order={2} size="lg" id={id}>
          {t('bundle.served.choice')}
        </Title>
        <Text className="soft">{t('bundle.served.hint')}</Text>
      </div>
      <StartForm onStart={onStart} />
    </section>
  );
}
