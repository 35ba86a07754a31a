import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../components/confirm-dialog';
import { useActions } from '../../state/use-app';
import { useMirrorName } from './use-mirror-name';

interface ForgetDialogProps {
  readonly mirror: string;
  readonly opened: boolean;
  readonly onClose: () => void;
}

export function ForgetDialog({ mirror, opened, onClose }: ForgetDialogProps) {
  const { t } = useTranslation();
  const name = useMirrorName(mirror);
  const { forgetMirror } = useActions();
  return (
    <ConfirmDialog
      opened={opened}
      title={t('header.forgetTitle', { name })}
      text={t('header.forgetText')}
      keep={t('header.keep')}
      confirm={t('header.forgetConfirm')}
      onKeep={onClose}
      onConfirm={() => {
        onClose();
        void forgetMirror(mirror);
      }}
    />
  );
}
