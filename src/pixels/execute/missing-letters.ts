import { missingGlyphs } from '../kernels/overlay-marks/font.ts';

const SHOWN = 12;

/**
 * What to tell about a text whose letters the built-in font does not all have. Another font of the machine is not taken in its
 * place: the same workflow would then give other pictures elsewhere.
 */
export function missingLetters(text: string): string[] {
  const missing = missingGlyphs(text);
  if (missing.length === 0) return [];
  const more = missing.length > SHOWN ? ' …' : '';
  return [
    `The built-in font has no letters for “${missing.slice(0, SHOWN).join('')}${more}”; boxes stand in their place. Write the text in another program and use it as a logo (PNG or SVG).`,
  ];
}
