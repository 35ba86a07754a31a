import { Button, Text } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DriveRelease } from '../../../contract/drive';
import { useActions } from '../../state/use-app';

/** Has the system let the drive go, so that it may be pulled out. */
export function ReleaseButton({ mountPoint }: { readonly mountPoint: string }) {
  const { t } = useTranslation();
  const { releaseDrive } = useActions();
  const [isLeaving, setLeaving] = useState(false);
  const [release, setRelease] = useState<DriveRelease | null>(null);
  const letGo = async (): Promise<void> => {
    setLeaving(true);
    setRelease(await releaseDrive(mountPoint));
    setLeaving(false);
  };
  return (
    <div className="carry-release">
      {release?.kind === 'released' ? null : (
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconPlugConnectedX size={15} aria-hidden />}
          loading={isLeaving}
          onClick={() => void letGo()}
        >
          {t('carry.drives.release')}
        </Button>
      )}
      <Text role="status" fw={560}>
        {release === null ? '' : release.kind === 'released' ? t('carry.drives.released') : release.reason}
      </Text>
    </div>
  );
}
