import { createInstance, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { kept } from '../theme/appearance.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import type { Words } from './words.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'words';
    resources: { words: Words };
  }
}

export const LANGUAGES = { en: 'English', de: 'Deutsch' } as const;
export type Language = keyof typeof LANGUAGES;

/** The language chosen before, else the first of the system's that we have. */
export function firstLanguage(): Language {
  const wanted = [kept('language'), ...(globalThis.navigator?.languages ?? [])];
  for (const one of wanted) {
    const short = one?.split('-')[0];
    if (short !== undefined && short in LANGUAGES) return short as Language;
  }
  return 'en';
}

let spoken: Language = 'en';

/** The language of the window now, for what is no component; components that use words are drawn anew when it changes. */
export function spokenLanguage(): Language {
  return spoken;
}

/** The words, ready to be used. */
export function startWords(language: Language): i18n {
  const words = createInstance();
  void words.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    ns: ['words'],
    defaultNS: 'words',
    resources: { en: { words: en }, de: { words: de } },
    // React escapes by itself.
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  spoken = language;
  words.on('languageChanged', (next) => {
    spoken = next as Language;
  });
  document.documentElement.lang = language;
  return words;
}
