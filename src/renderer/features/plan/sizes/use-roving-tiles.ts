import { type KeyboardEvent, useState } from 'react';

/** One field is in the Tab order; the arrow keys, Home and End go from the largest to the smallest and back. */
export function useRovingTiles(count: number) {
  const [chosen, setActive] = useState(0);
  const active = Math.min(chosen, Math.max(0, count - 1));
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const next = nextField(event.key, active, count);
    if (next === null) return;
    event.preventDefault();
    setActive(next);
    event.currentTarget.querySelector<HTMLElement>(`[data-tile="${next}"]`)?.focus();
  };
  return { active, setActive, onKeyDown };
}

function nextField(key: string, active: number, count: number): number | null {
  switch (key) {
    case 'ArrowRight':
    case 'ArrowDown':
      return Math.min(active + 1, count - 1);
    case 'ArrowLeft':
    case 'ArrowUp':
      return Math.max(active - 1, 0);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
