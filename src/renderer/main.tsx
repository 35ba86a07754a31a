import '@mantine/core/styles.css';
import '@fontsource-variable/inter/index.css';
import './theme/global.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Application } from './app';
import { connectToMain } from './bridge';
import { createApp } from './state/app';
import { startWords } from './texts/words';

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no place for the application.');

const app = createApp(connectToMain());
const words = startWords('en');
app.store.subscribe(({ settings: { language } }, previous) => {
  if (language === previous.settings.language) return;
  document.documentElement.lang = language;
  void words.changeLanguage(language);
});
const tellOnline = (): void => app.actions.setOnline(navigator.onLine);
window.addEventListener('online', tellOnline);
window.addEventListener('offline', tellOnline);
tellOnline();
// What was typed last must not be lost with the window.
window.addEventListener('pagehide', () => {
  for (const mirror of Object.keys(app.store.getState().profiles)) void app.actions.saveProfile(mirror);
});
void app.actions.boot();

createRoot(root).render(
  <StrictMode>
    <Application app={app} words={words} />
  </StrictMode>,
);
