import { Button, CloseButton, Title } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addBinding } from '../../../../contract/bound-index';
import type { BoundIndex } from '../../../../contract/network';
import { IndexForm } from './index-form';
import { ProjectsInput } from './projects-input';
import './indexes.css';

interface IndexesPanelProps {
  readonly indexes: readonly BoundIndex[];
  readonly onChange: (indexes: readonly BoundIndex[]) => void;
}

/** The indexes besides upstream, each with the projects that come from it and from nowhere else. */
export function IndexesPanel({ indexes, onChange }: IndexesPanelProps) {
  const { t } = useTranslation();
  const [adding, setAdding] = useState(false);
  return (
    <section className="choose-section" aria-label={t('choose.indexes.title')}>
      <Title order={3}>{t('choose.indexes.title')}</Title>
      <p className="soft choose-hint">
        {t(indexes.length === 0 ? 'choose.indexes.none' : 'choose.indexes.lead')}
      </p>
      {indexes.length === 0 ? null : (
        <ul className="index-list">
          {indexes.map((index) => (
            <li key={index.url} className="index-item">
              <span className="lock-name">{index.url}</span>
              <CloseButton
                size="sm"
                aria-label={t('choose.indexes.remove', { index: index.url })}
                onClick={() => onChange(indexes.filter(({ url }) => url !== index.url))}
              />
              <ProjectsInput
                index={index}
                indexes={indexes}
                onChange={(projects) =>
                  onChange(indexes.map((known) => (known === index ? { ...index, projects } : known)))
                }
              />
            </li>
          ))}
        </ul>
      )}
      {adding ? (
        <IndexForm
          indexes={indexes}
          onCancel={() => setAdding(false)}
          onAdd={(index) => {
            onChange(addBinding(indexes, index));
            setAdding(false);
          }}
        />
      ) : (
        <Button
          variant="default"
          size="compact-md"
          leftSection={<IconPlus size={15} aria-hidden />}
          onClick={() => setAdding(true)}
        >
          {t('choose.indexes.add')}
        </Button>
      )}
    </section>
  );
}
