import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BoundIndex } from '../../../../contract/network';
import { readProjects } from './read-index';
import { useFaultWords } from './use-fault-words';

interface ProjectsInputProps {
  readonly index: BoundIndex;
  readonly indexes: readonly BoundIndex[];
  readonly onChange: (projects: readonly string[]) => void;
}

/** The projects of an index, between commas. Passed on when they can be read: on Enter, or when the field is left. */
export function ProjectsInput({ index, indexes, onChange }: ProjectsInputProps) {
  const { t } = useTranslation();
  const wordsFor = useFaultWords();
  const written = index.projects.join(', ');
  const [typed, setTyped] = useState(written);
  const [shown, setShown] = useState(written);
  if (shown !== written) {
    setShown(written);
    setTyped(written);
  }
  const reading = readProjects(typed, { indexes, url: index.url });
  const commit = (): void => {
    if (reading.value === null) return;
    const next = reading.value.join(', ');
    if (next === written) setTyped(written);
    else onChange(reading.value);
  };
  return (
    <TextInput
      size="xs"
      className="index-projects"
      classNames={{ input: 'upstream-address' }}
      aria-label={t('choose.indexes.projectsOf', { index: index.url })}
      value={typed}
      error={wordsFor(reading.fault)}
      spellCheck={false}
      onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      onBlur={commit}
      onKeyDown={({ key }) => {
        if (key === 'Enter') commit();
      }}
    />
  );
}
