import { Anchor } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';

interface ShortListProps {
  readonly title: string;
  /** So many are shown at first. */
  readonly most: number;
  readonly items: readonly ReactElement[];
  readonly moreWords: (count: number) => string;
}

/** A list with its name, of which the first few are shown until more are asked for. */
export function ShortList({ title, most, items, moreWords }: ShortListProps) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const more = items.length - most;
  return (
    <div className="short-list">
      <h5>{title}</h5>
      <ul>
        {items.slice(0, all ? undefined : most).map((item) => (
          <li key={item.key}>{item}</li>
        ))}
      </ul>
      {more > 0 ? (
        <Anchor component="button" type="button" size="sm" onClick={() => setAll(!all)}>
          {all ? t('plan.explanation.fewer') : moreWords(more)}
        </Anchor>
      ) : null}
    </div>
  );
}
