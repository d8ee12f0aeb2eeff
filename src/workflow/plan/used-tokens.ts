import type { ItemTokens } from '../../contract/pixel-tasks.ts';
import { parseTemplate } from '../template.ts';

/** Which of an item's values each token of a text is made of; the others come from the picture itself. */
const MADE_OF: Readonly<Record<string, keyof ItemTokens>> = {
  name: 'name',
  ext: 'name',
  seq: 'seq',
  relpath: 'relativeFolder',
  workflow: 'workflow',
  date: 'runDate',
};
const ALL: readonly (keyof ItemTokens)[] = ['name', 'relativeFolder', 'runDate', 'seq', 'workflow'];

/**
 * The values that a text in a picture depends on, sorted: a picture with its file's name on it is the same one in every run,
 * one with the date is not. All of them for a text that is no valid template.
 */
export function usedTokens(text: string): readonly (keyof ItemTokens)[] {
  try {
    const used = parseTemplate(text).flatMap((part) => (part.kind === 'token' ? (MADE_OF[part.token] ?? []) : []));
    return [...new Set(used)].sort();
  } catch {
    return ALL;
  }
}

/** Those of the values that are named. */
export function pickTokens(tokens: ItemTokens, names: readonly (keyof ItemTokens)[]): Partial<ItemTokens> {
  return Object.fromEntries(names.map((name) => [name, tokens[name]]));
}
