import type { ItemTokens } from '../../contract/pixel-tasks.ts';
import { parseTemplate } from '../template.ts';
import type { PlannedStep } from './steps.ts';

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

/** The templates that a step writes into the picture or its file. */
export function textsOf(step: PlannedStep): string[] {
  switch (step.kind) {
    case 'overlay':
      return step.source.by === 'text' ? [step.source.text] : [];
    case 'border':
      return step.caption === null ? [] : [step.caption.text];
    case 'collage':
      return step.labels;
    case 'encode':
      return (step.edits ?? []).flatMap(({ fields }) => Object.values(fields));
    default:
      return [];
  }
}

/** The item's values that a step depends on, sorted. */
export function tokensOf(step: PlannedStep): readonly (keyof ItemTokens)[] {
  return [...new Set(textsOf(step).flatMap(usedTokens))].sort();
}

/** Those of the values that are named. */
export function pickTokens(tokens: ItemTokens, names: readonly (keyof ItemTokens)[]): Partial<ItemTokens> {
  return Object.fromEntries(names.map((name) => [name, tokens[name]]));
}
