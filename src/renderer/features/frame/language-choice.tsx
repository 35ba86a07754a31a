import { Menu } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type LanguageChoice as Choice, LANGUAGE_CHOICES } from '../../../contract/language';
import { useActions, useAppState } from '../../state/use-app';

/** Each language goes by its own name, so that everybody finds theirs. */
export function LanguageChoice() {
  const { t } = useTranslation();
  const choice = useAppState((state) => state.settings.languageChoice);
  const { chooseLanguage } = useActions();
  return (
    <>
      <Menu.Label>{t('language.label')}</Menu.Label>
      <Menu.RadioGroup value={choice} onChange={(value) => void chooseLanguage(value as Choice)}>
        {LANGUAGE_CHOICES.map((name) => (
          <Menu.RadioItem key={name} value={name} lang={name === 'system' ? undefined : name}>
            {t(`language.${name}`)}
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
    </>
  );
}
