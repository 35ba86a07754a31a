import { Button, CloseButton, Title } from '@mantine/core';
import { IconDeviceDesktop, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Target } from '../../../../contract/target';
import { describeTarget } from '../../../../contract/target-presets';
import { TargetPicker } from './target-picker';
import { TargetScript } from './target-script';
import './targets.css';

interface TargetsPanelProps {
  readonly targets: readonly Target[];
  readonly onChange: (targets: readonly Target[]) => void;
}

/** The computers that will install from the mirror. */
export function TargetsPanel({ targets, onChange }: TargetsPanelProps) {
  const { t } = useTranslation();
  const [picking, setPicking] = useState(false);
  return (
    <section className="choose-section" aria-label={t('choose.targets.title')}>
      <Title order={3}>{t('choose.targets.title')}</Title>
      <p className="soft choose-hint">
        {t(targets.length === 0 ? 'choose.targets.none' : 'choose.targets.lead')}
      </p>
      <ul className="target-list">
        {targets.map((target) => (
          <li key={target.id} className="target-item">
            <IconDeviceDesktop size={15} aria-hidden />
            <span className="target-name" title={target.id}>
              {describeTarget(target)}
            </span>
            <CloseButton
              size="sm"
              aria-label={t('choose.targets.remove', { target: describeTarget(target) })}
              onClick={() => onChange(targets.filter(({ id }) => id !== target.id))}
            />
          </li>
        ))}
      </ul>
      <Button
        variant="default"
        size="compact-md"
        leftSection={<IconPlus size={15} aria-hidden />}
        onClick={() => setPicking(true)}
      >
        {t('choose.targets.add')}
      </Button>
      <TargetScript />
      <TargetPicker
        opened={picking}
        present={targets}
        onClose={() => setPicking(false)}
        onAdd={(added) => {
          onChange([...targets, ...added]);
          setPicking(false);
        }}
      />
    </section>
  );
}
