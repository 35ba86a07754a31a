import { MantineProvider } from '@mantine/core';
import type { i18n } from 'i18next';
import { I18nextProvider } from 'react-i18next';
import { Frame } from './features/frame/frame';
import type { App } from './state/app';
import { AppContext, useAppState } from './state/use-app';
import { resolveVariables, theme } from './theme/theme';
import { useColorScheme } from './theme/use-color-scheme';

interface ApplicationProps {
  readonly app: App;
  readonly words: i18n;
}

/** The whole window: words, state and theme around the frame. */
export function Application({ app, words }: ApplicationProps) {
  return (
    <I18nextProvider i18n={words}>
      <AppContext value={app}>
        <Themed />
      </AppContext>
    </I18nextProvider>
  );
}

function Themed() {
  const scheme = useColorScheme();
  const booted = useAppState((state) => state.booted);
  return (
    <MantineProvider theme={theme} cssVariablesResolver={resolveVariables} forceColorScheme={scheme}>
      {booted ? <Frame /> : null}
    </MantineProvider>
  );
}
