import { options as german } from './de/options.ts';
import { options as english } from './en/options.ts';
import type { Language } from './i18n.ts';

const NAMES: Record<Language, Record<string, string>> = { en: english, de: german };

/**
 * What a choice of a node's setting is called: by its own name where the same value means something else elsewhere, else by its value; the value
 * itself where there is no word for it.
 * @param param `type.param`, or the param alone
 */
export function optionName(language: Language, param: string, value: string | number): string {
  const names = NAMES[language];
  return names[`${param}.${value}`] ?? names[value] ?? String(value);
}
