import { useSyncExternalStore } from 'react';
import { useAppState } from '../state/use-app';

const darkQuery = window.matchMedia('(prefers-color-scheme: dark)');

function subscribe(changed: () => void): () => void {
  darkQuery.addEventListener('change', changed);
  return () => darkQuery.removeEventListener('change', changed);
}

/** Light or dark: as the person chose, or as the system has it. */
export function useColorScheme(): 'light' | 'dark' {
  const theme = useAppState((state) => state.settings.theme);
  const systemIsDark = useSyncExternalStore(subscribe, () => darkQuery.matches);
  if (theme !== 'system') return theme;
  return systemIsDark ? 'dark' : 'light';
}
