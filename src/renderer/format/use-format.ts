import { useMemo } from 'react';
import { useAppState } from '../state/use-app';
import { createFormat, type Format } from './format';

/** The formats of the person's language. */
export function useFormat(): Format {
  const language = useAppState((state) => state.settings.language);
  return useMemo(() => createFormat(language), [language]);
}
