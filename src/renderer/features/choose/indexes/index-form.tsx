import { Button, Group, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BoundIndex } from '../../../../contract/network';
import { readAddress, readProjects } from './read-index';
import { useFaultWords } from './use-fault-words';

interface IndexFormProps {
  readonly indexes: readonly BoundIndex[];
  readonly onAdd: (index: BoundIndex) => void;
  readonly onCancel: () => void;
}

/** Asks for an index and for what is bound to it. What is wrong is said when it is to be added. */
export function IndexForm({ indexes, onAdd, onCancel }: IndexFormProps) {
  const { t } = useTranslation();
  const wordsFor = useFaultWords();
  const [address, setAddress] = useState('');
  const [projects, setProjects] = useState('');
  const [tried, setTried] = useState(false);
  const url = readAddress(address);
  const names = readProjects(projects, { indexes, url: url.value ?? '' });
  const add = (): void => {
    if (url.value !== null && names.value !== null) onAdd({ url: url.value, projects: names.value });
    else setTried(true);
  };
  return (
    <form
      className="index-form"
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <TextInput
        label={t('choose.indexes.address')}
        value={address}
        error={tried ? wordsFor(url.fault) : null}
        spellCheck={false}
        classNames={{ input: 'upstream-address' }}
        onChange={({ currentTarget }) => setAddress(currentTarget.value)}
      />
      <TextInput
        label={t('choose.indexes.projects')}
        description={t('choose.indexes.projectsHint')}
        value={projects}
        error={tried ? wordsFor(names.fault) : null}
        spellCheck={false}
        classNames={{ input: 'upstream-address' }}
        onChange={({ currentTarget }) => setProjects(currentTarget.value)}
      />
      <Group gap="xs">
        <Button type="submit" size="compact-md">
          {t('choose.indexes.bind')}
        </Button>
        <Button variant="default" size="compact-md" onClick={onCancel}>
          {t('choose.indexes.cancel')}
        </Button>
      </Group>
    </form>
  );
}
