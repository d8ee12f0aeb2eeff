import type { i18n, TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { keep } from '../theme/appearance.ts';
import { createFormat, type Format } from './format.ts';
import { serverWordsIn } from './from-server.ts';
import type { Language } from './i18n.ts';

/** Words and numbers in the language of the window. Keys are those of en.ts: `t('batches.title')`, `t('common.photos', { count: 3 })`. */
export interface UsedWords extends Format {
  t: TFunction<'words'>;
  language: Language;
  /** How long ago, as short as a column needs: `now`, `5 min`, `2 h`, `yesterday`, `3 days`. */
  ago(iso: string, now?: number): string;
  /** What kind of error a code stands for; null where the sentence that comes with it is in the window's language already. */
  errorTitle(code: string): string | null;
  setLanguage(language: Language): void;
}

export function useWords(): UsedWords {
  const { t, i18n } = useTranslation('words');
  const language = i18n.language as Language;
  return useMemo(() => wordsIn(t, language, i18n), [t, language, i18n]);
}

/** The same outside of components. */
export function wordsIn(t: TFunction<'words'>, language: Language, i18n: i18n): UsedWords {
  return {
    ...createFormat(language),
    t,
    language,
    ago(iso, now = Date.now()) {
      const minutes = Math.floor((now - Date.parse(iso)) / 60_000);
      if (minutes < 1) return t('common.now');
      if (minutes < 60) return t('common.minutesAgo', { count: minutes });
      const hours = Math.floor(minutes / 60);
      if (hours < 24) return t('common.hoursAgo', { count: hours });
      const days = Math.floor(hours / 24);
      return days === 1 ? t('common.yesterday') : t('common.daysAgo', { count: days });
    },
    errorTitle: serverWordsIn(language).errorTitle,
    setLanguage(next) {
      keep('language', next);
      document.documentElement.lang = next;
      void i18n.changeLanguage(next);
    },
  };
}
