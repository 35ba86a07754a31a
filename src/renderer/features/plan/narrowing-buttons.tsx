import { UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/use-format';
import { NARROWINGS, type Narrowing } from './arrange-rows';

interface NarrowingButtonsProps {
  readonly counts: Readonly<Record<Narrowing, number>>;
  readonly chosen: Narrowing | null;
  readonly onChoose: (narrowing: Narrowing | null) => void;
}

/** What can be shown alone. What would show nothing is not offered; what is pressed again shows everything. */
export function NarrowingButtons({ counts, chosen, onChoose }: NarrowingButtonsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const offered = NARROWINGS.filter((name) => name === chosen || counts[name] > 0);
  if (offered.length === 0) return null;
  return (
    <fieldset className="narrowings" aria-label={t('plan.narrow.label')}>
      {offered.map((name) => (
        <UnstyledButton
          key={name}
          className="narrowing"
          aria-pressed={name === chosen}
          onClick={() => onChoose(name === chosen ? null : name)}
        >
          {t(`plan.narrow.${name}`)} <span className="narrowing-count">{format.count(counts[name])}</span>
        </UnstyledButton>
      ))}
    </fieldset>
  );
}
