import { Checkbox, Text } from '@mantine/core';
import { IconHandStop } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { mayBeAccepted } from '../../../contract/plan-summary';
import type { Problem } from '../../../contract/problem';
import { useProblemWords } from '../../texts/use-words';

interface GuardsProps {
  readonly guards: readonly Problem[];
  readonly accepted: boolean;
  readonly onAccept: (accepted: boolean) => void;
}

/** Reasons to stop and look, confirmed once for all of them. */
export function Guards({ guards, accepted, onAccept }: GuardsProps) {
  const { t } = useTranslation();
  const words = useProblemWords();
  if (guards.length === 0) return null;
  return (
    <section className="guards" aria-label={t('plan.guards.title')}>
      <div className="guards-title">
        <IconHandStop size={18} aria-hidden />
        {t('plan.guards.title')}
      </div>
      {guards.map((guard) => {
        const { what, next } = words(guard);
        return (
          <Text key={what} className="guards-words">
            {what} <span className="soft">{next}</span>
          </Text>
        );
      })}
      {guards.every(mayBeAccepted) ? (
        <Checkbox
          mt="xs"
          label={t('plan.guards.accept')}
          checked={accepted}
          onChange={({ currentTarget }) => onAccept(currentTarget.checked)}
        />
      ) : null}
    </section>
  );
}
