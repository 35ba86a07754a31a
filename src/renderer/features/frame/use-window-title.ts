import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { IDLE } from '../../../contract/run-state';
import { useFormat } from '../../format/use-format';
import { useAppState } from '../../state/use-app';
import { titleWords } from './run-words';

/** Keeps the window's title in step with the chosen mirror's run. */
export function useWindowTitle(): void {
  const { t } = useTranslation();
  const format = useFormat();
  const title = useAppState((state) => {
    if (state.view.kind !== 'mirror') return t('application');
    const { mirror } = state.view;
    const name = state.mirrors.find((entry) => entry.mirror === mirror)?.name ?? mirror;
    return titleWords(t, format, state.runs[mirror] ?? IDLE, name);
  });
  useEffect(() => {
    document.title = title;
  }, [title]);
}
