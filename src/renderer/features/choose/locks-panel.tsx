import { CloseButton, NativeSelect, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { LockReference } from '../../../contract/profile';

interface LocksPanelProps {
  readonly locks: readonly LockReference[];
  readonly hasTargets: boolean;
  readonly onChange: (locks: readonly LockReference[]) => void;
}

/** The lock files that are kept in the mirror's folder; nothing is shown where there is none. */
export function LocksPanel({ locks, hasTargets, onChange }: LocksPanelProps) {
  const { t } = useTranslation();
  if (locks.length === 0) return null;
  const change = (path: string, files: LockReference['files']): void =>
    onChange(locks.map((lock) => (lock.path === path ? { ...lock, files } : lock)));
  return (
    <section className="choose-section" aria-label={t('choose.locks.title')}>
      <Title order={3}>{t('choose.locks.title')}</Title>
      <p className="soft choose-hint">{t('choose.locks.lead')}</p>
      <ul className="lock-list">
        {locks.map(({ path, files }) => (
          <li key={path} className="lock-item">
            <span className="lock-name">{path}</span>
            {hasTargets ? (
              <NativeSelect
                size="xs"
                aria-label={t('choose.locks.which', { lock: path })}
                value={files}
                data={[
                  { value: 'targets', label: t('choose.locks.targets') },
                  { value: 'all', label: t('choose.locks.all') },
                ]}
                onChange={({ currentTarget: { value } }) => change(path, value as LockReference['files'])}
              />
            ) : (
              <span className="soft">{t('choose.locks.all')}</span>
            )}
            <CloseButton
              size="sm"
              aria-label={t('choose.locks.remove', { lock: path })}
              onClick={() => onChange(locks.filter((lock) => lock.path !== path))}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
