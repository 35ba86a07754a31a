import { Tooltip, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { IconBroadcast } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

interface RailExportProps {
  readonly directory: string;
  readonly selected: boolean;
  readonly onSelect: () => void;
}

/** An export that is served from its drive, among the mirrors as long as it is. */
export function RailExport({ directory, selected, onSelect }: RailExportProps) {
  const { t } = useTranslation();
  return (
    <Tooltip label={directory} position="right" openDelay={700}>
      <UnstyledButton
        className="rail-mirror"
        aria-current={selected ? 'page' : undefined}
        data-selected={selected || undefined}
        onClick={onSelect}
      >
        <span className="rail-dot" data-state="idle" aria-hidden />
        <span className="rail-name">
          <span className="cut">{directory.split(/[\\/]/).at(-1)}</span>
          <span className="rail-state cut">{t('rail.fromDrive')}</span>
        </span>
        <span className="rail-serving">
          <IconBroadcast size={16} aria-hidden />
          <VisuallyHidden>{t('mirrorState.serving')}</VisuallyHidden>
        </span>
      </UnstyledButton>
    </Tooltip>
  );
}
