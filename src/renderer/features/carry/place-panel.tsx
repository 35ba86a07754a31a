import { Button, TextInput, Title } from '@mantine/core';
import { IconFolder } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ChosenDrive } from '../../../contract/carry-state';
import type { Drive } from '../../../contract/drive';
import { ProblemAlert } from '../../components/problem-alert';
import { useActions } from '../../state/use-app';
import { chosenDrive, isOn } from './carry-draft';
import { DriveList } from './drive-list';
import { useDrives } from './use-drives';

interface PlacePanelProps {
  readonly to: string;
  readonly drive: ChosenDrive | null;
  readonly isMissing: boolean;
  readonly onChange: (to: string) => void;
  /** A drive was chosen, or a folder in the system's dialog. */
  readonly onChosen: (folder: string, drive: ChosenDrive | null) => void;
}

/** Where the export goes: to a drive, or to any folder. */
export function PlacePanel({ to, drive, isMissing, onChange, onChosen }: PlacePanelProps) {
  const { t } = useTranslation();
  const { chooseFolder } = useActions();
  const { drives, problem } = useDrives();
  const choose = (one: Drive): void => {
    if (one.mountPoint !== null) onChosen(one.mountPoint, chosenDrive(one));
  };
  const browse = async (): Promise<void> => {
    const folder = await chooseFolder('export');
    if (folder !== null) onChosen(folder, null);
  };
  return (
    <section className="panel carry-panel">
      <Title order={3} size="lg">
        {t('carry.where')}
      </Title>
      {problem === null ? (
        <DriveList drives={drives} chosen={chosenMountPoint(drives, drive, to)} onChoose={choose} />
      ) : (
        <ProblemAlert problem={problem} severity="warning" />
      )}
      <TextInput
        label={t('carry.folder')}
        description={t('carry.folderHint')}
        value={to}
        error={isMissing ? t('carry.folderMissing') : null}
        spellCheck={false}
        classNames={{ input: 'carry-path' }}
        onChange={({ currentTarget: { value } }) => onChange(value)}
        inputContainer={(input) => (
          <div className="carry-folder">
            {input}
            <Button
              variant="default"
              leftSection={<IconFolder size={16} aria-hidden />}
              onClick={() => void browse()}
            >
              {t('carry.browse')}
            </Button>
          </div>
        )}
      />
    </section>
  );
}

/** The chosen drive where it is now; one without an id by the folder on it. */
function chosenMountPoint(
  drives: readonly Drive[] | null,
  chosen: ChosenDrive | null,
  to: string,
): string | null {
  const found = drives?.find(({ id, mountPoint }) =>
    chosen === null ? id === null && mountPoint !== null && isOn(mountPoint, to) : id === chosen.id,
  );
  return found?.mountPoint ?? null;
}
