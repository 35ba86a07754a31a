import { Tooltip, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { IconBroadcast } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { MirrorSummary } from '../../../contract/mirror';
import { useAppState } from '../../state/use-app';

interface RailMirrorProps {
  readonly mirror: MirrorSummary;
  readonly selected: boolean;
  readonly onSelect: () => void;
}

/** One mirror of the rail: its name, and a dot for what it does. */
export function RailMirror({ mirror, selected, onSelect }: RailMirrorProps) {
  const { t } = useTranslation();
  const synced = useAppState((app) => app.statuses[mirror.mirror]?.lastRun === 'complete');
  const standing = mirror.stage === 'idle' && synced ? 'finished' : mirror.stage;
  const state = mirror.availability === 'missing' ? 'missing' : standing;
  const words = t(`mirrorState.${state}`);
  return (
    <Tooltip label={mirror.mirror} position="right" openDelay={700}>
      <UnstyledButton
        className="rail-mirror"
        aria-current={selected ? 'page' : undefined}
        data-selected={selected || undefined}
        onClick={onSelect}
      >
        <span className="rail-dot" data-state={state} aria-hidden />
        <span className="rail-name">
          <span className="cut">{mirror.name}</span>
          <span className="rail-state cut">{words}</span>
        </span>
        {mirror.serving ? (
          <span className="rail-serving">
            <IconBroadcast size={16} aria-hidden />
            <VisuallyHidden>{t('mirrorState.serving')}</VisuallyHidden>
          </span>
        ) : null}
      </UnstyledButton>
    </Tooltip>
  );
}
