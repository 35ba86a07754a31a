import { Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { WritableClient } from '../../../contract/clients/client-file';
import { WriteFileForm } from './write-file-form';

interface WriteFileDialogProps {
  readonly mirror: string;
  /** `null` while it is closed. */
  readonly client: WritableClient | null;
  readonly wantsToken: boolean;
  /** Whether the address will be the same after the next start. */
  readonly isLasting: boolean;
  readonly onClose: () => void;
}

/** Writes the address into a client's own file, after showing what changes in it. */
export function WriteFileDialog({ client, onClose, ...rest }: WriteFileDialogProps) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={client !== null}
      onClose={onClose}
      title={t('serve.write.title', { client: client ?? '' })}
      closeButtonProps={{ 'aria-label': t('serve.write.close') }}
      size={660}
    >
      {client === null ? null : <WriteFileForm client={client} onClose={onClose} {...rest} />}
    </Modal>
  );
}
