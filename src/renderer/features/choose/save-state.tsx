import { Anchor } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconPencil } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useActions, useAppState } from '../../state/use-app';
import { useProblemWords } from '../../texts/use-words';

/** Whether what is typed is in the folder. */
export function SaveState({ mirror }: { readonly mirror: string }) {
  const { t } = useTranslation();
  const entry = useAppState((state) => state.profiles[mirror]);
  const { saveProfile } = useActions();
  const words = useProblemWords();
  if (entry === undefined) return null;
  if (entry.problem !== null) {
    const { what, next } = words(entry.problem);
    return (
      <span className="save-state save-failed" role="alert">
        <IconAlertTriangle size={15} aria-hidden />
        <span>{`${t('choose.saveFailed')}: ${what} ${next}`}</span>
        <Anchor component="button" type="button" size="sm" onClick={() => void saveProfile(mirror)}>
          {t('choose.saveAgain')}
        </Anchor>
      </span>
    );
  }
  const saved = entry.draft === entry.saved;
  const Icon = saved ? IconCheck : IconPencil;
  return (
    <span className="save-state" role="status">
      <Icon size={15} aria-hidden />
      {saved ? t('choose.saved') : entry.saving ? t('choose.saving') : t('choose.unsaved')}
    </span>
  );
}
