import { Checkbox, Fieldset } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ImportChoice } from '../../../contract/import-report';

interface ReportChoicesProps {
  readonly choices: readonly ImportChoice[];
  readonly onToggle: (choice: ImportChoice) => void;
}

const KINDS = [
  { kind: 'extra', title: 'import.extras' },
  { kind: 'group', title: 'import.groups' },
] as const;

/** The parts of a project that are taken only when they are asked for. */
export function ReportChoices({ choices, onToggle }: ReportChoicesProps) {
  const { t } = useTranslation();
  return KINDS.map(({ kind, title }) => {
    const offered = choices.filter((choice) => choice.kind === kind);
    if (offered.length === 0) return null;
    return (
      <Fieldset key={kind} legend={t(title)} className="report-choices">
        {offered.map((choice) => (
          <Checkbox
            key={choice.name}
            checked={choice.selected}
            onChange={() => onToggle(choice)}
            label={t('import.choice', {
              name: choice.name,
              lines: t('import.requirements', { count: choice.lines }),
            })}
          />
        ))}
      </Fieldset>
    );
  });
}
