import type { NodeTypeInfo } from '../../../../contract/node-type.ts';

const ORDER: NodeTypeInfo['category'][] = [
  'input',
  'geometry',
  'colour',
  'detail',
  'retouch',
  'overlay',
  'analysis',
  'flow',
  'output',
  'run',
];

/** Node types as they are listed: by what they are for, then by name. */
export function byCategory(types: Iterable<NodeTypeInfo>): NodeTypeInfo[] {
  return [...types].sort(
    (a, b) => ORDER.indexOf(a.category) - ORDER.indexOf(b.category) || a.label.localeCompare(b.label),
  );
}

/**
 * Node types that match what was typed, best first: whole label, beginning of a word, part of it, letters in order; then category and
 * description. All of them, in their order, when nothing was typed.
 */
export function searchNodeTypes(types: readonly NodeTypeInfo[], typed: string): NodeTypeInfo[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [...types];
  return types
    .map((type, index) => ({ type, index, score: scoreOf(type, words) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.index - b.index)
    .map(({ type }) => type);
}

function scoreOf(type: NodeTypeInfo, words: readonly string[]): number {
  let sum = 0;
  for (const word of words) {
    const best = Math.max(
      scoreOfText(type.label, word) * 4,
      scoreOfText(type.type, word) * 3,
      scoreOfText(type.category, word) * 2,
      // Letters in order are found in any long sentence: whole parts only.
      type.description.toLowerCase().includes(word) ? 10 : 0,
    );
    if (best === 0) return 0;
    sum += best;
  }
  return sum;
}

/** 0 for none, up to 100 for the text itself. */
function scoreOfText(text: string, word: string): number {
  const lower = text.toLowerCase();
  if (lower === word) return 100;
  if (lower.startsWith(word)) return 80;
  if (lower.split(/[\s-]+/).some((part) => part.startsWith(word))) return 60;
  if (lower.includes(word)) return 40;
  const initials = lower
    .split(/[\s-]+/)
    .map((part) => part[0])
    .join('');
  if (word.length > 1 && initials.startsWith(word)) return 30;
  return word.length > 1 && inOrder(lower, word) ? 10 : 0;
}

/** Whether all letters of `word` follow one another in `text`, the first of them at the beginning of a word. */
function inOrder(text: string, word: string): boolean {
  let at = text.split(/[\s-]+/).some((part) => part.startsWith(word[0]!)) ? 0 : -1;
  for (const letter of word) {
    if (at === -1) return false;
    const found = text.indexOf(letter, at);
    at = found === -1 ? -1 : found + 1;
  }
  return at !== -1;
}
