import type { i18n, TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { keep } from '../theme/appearance.ts';
import { type Format, formatOf } from './format.ts';
import { serverWordsIn } from './from-server.ts';
import type { Language } from './i18n.ts';

/** Words and numbers in the language of the window. Keys are those of en.ts: `t('batches.title')`, `t('common.photos', { count: 3 })`. */
export interface UsedWords extends Format {
  t: TFunction<'words'>;
  language: Language;
  /** How long ago, as short as a column needs: `now`, `5 min`, `2 h`, `yesterday`, `3 days`. */
  ago(iso: string, now?: number): string;
  /** A sentence that the program made in English, in the window's language; as it came where there is no other word for it. */
  said(english: string): string;
  /** What kind of error a code stands for; null where the sentence that comes with it is in the window's language. */
  errorTitle(code: string, sentence: string): string | null;
  setLanguage(language: Language): void;
}

export function useWords(): UsedWords {
  const { i18n } = useTranslation('words');
  return wordsOf(i18n, i18n.language as Language);
}

const made = new WeakMap<i18n, Map<Language, UsedWords>>();

/** The same object for every component: a grid has hundreds of them. */
function wordsOf(i18n: i18n, language: Language): UsedWords {
  const languages = made.get(i18n) ?? new Map<Language, UsedWords>();
  made.set(i18n, languages);
  const words = languages.get(language) ?? wordsIn(remembering(i18n.getFixedT(language, 'words')), language, i18n);
  languages.set(language, words);
  return words;
}

/** Looks words that take no values up once: i18next parses the key each time. */
function remembering(t: TFunction<'words'>): TFunction<'words'> {
  const fixed = new Map<string, string>();
  const look = t as unknown as (key: string, values?: object) => string;
  const remember = (key: string, values?: object): string => {
    if (values !== undefined) return look(key, values);
    const word = fixed.get(key) ?? look(key);
    fixed.set(key, word);
    return word;
  };
  return remember as unknown as TFunction<'words'>;
}

function wordsIn(t: TFunction<'words'>, language: Language, i18n: i18n): UsedWords {
  const { said, errorTitle } = serverWordsIn(language);
  return {
    ...formatOf(language),
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
    said,
    errorTitle: (code, sentence) => (said(sentence) === sentence ? errorTitle(code) : null),
    setLanguage(next) {
      keep('language', next);
      document.documentElement.lang = next;
      void i18n.changeLanguage(next);
    },
  };
}
