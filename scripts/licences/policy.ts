import parse, { type Info } from 'spdx-expression-parse';

/** Ask for their notice alone, which is in what `write.ts` writes. Python-2.0 and OFL-1.1 (fonts) too, for what we do with them. */
const NOTICE_ONLY = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'blessing',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'OFL-1.1',
  'Python-2.0',
  'Unlicense',
  'Zlib',
]);

/**
 * May come along as libraries that people can put another build in the place of (LGPL-2.1 section 6, LGPL-3.0 section 4): files of their
 * own, next to the program and not inside its archive, with notice, the licence's text and where the source is.
 */
const REPLACEABLE_ONLY = new Set([
  'LGPL-2.1',
  'LGPL-2.1-only',
  'LGPL-2.1-or-later',
  'LGPL-3.0',
  'LGPL-3.0-only',
  'LGPL-3.0-or-later',
]);

/**
 * Why something under this licence must not be shipped, as the end of a sentence; null when it may be.
 * @param expression SPDX, such as `(MIT OR CC0-1.0)`; empty when a package names none
 * @param replaceable it lies in files of its own outside of the archive, which people can replace
 */
export function objection(expression: string, replaceable: boolean): string | null {
  if (expression === '') return 'names no licence';
  let licence: Info;
  try {
    licence = parse(expression);
  } catch {
    return `names a licence that is no SPDX expression (${expression})`;
  }
  return objectionTo(licence, replaceable);
}

function objectionTo(licence: Info, replaceable: boolean): string | null {
  if ('conjunction' in licence) {
    const [left, right] = [objectionTo(licence.left, replaceable), objectionTo(licence.right, replaceable)];
    if (licence.conjunction === 'or' && (left === null || right === null)) return null;
    return left ?? right;
  }
  if (NOTICE_ONLY.has(licence.license)) return null;
  if (!REPLACEABLE_ONLY.has(licence.license)) return `is under ${licence.license}, which is not one we may ship`;
  return replaceable ? null : `is under ${licence.license} and not in files of its own that people can replace`;
}

/** The licences an expression names, each once; none when it is no SPDX expression. */
export function licenceIds(expression: string): string[] {
  const ids = (licence: Info): string[] =>
    'conjunction' in licence ? [...ids(licence.left), ...ids(licence.right)] : [licence.license];
  try {
    return [...new Set(ids(parse(expression)))];
  } catch {
    return [];
  }
}
