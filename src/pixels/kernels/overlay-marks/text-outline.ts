import type { Font } from 'opentype.js';
import { fontFor } from './font.ts';

/** Text as an outline: SVG path data, and the box that its ink fills, in units of which a line's letters are 1000 high. */
export interface TextOutline {
  path: string;
  left: number;
  top: number;
  width: number;
  height: number;
}

const EM = 1000;
const LINE = 1250;

/**
 * Outlines of a text, letter after letter with the font's kerning; `\n` starts a new line. Scripts that join or reorder
 * their letters are not shaped. Null when there is no ink.
 */
export function outlineText(text: string): TextOutline | null {
  const parts: string[] = [];
  let left = Number.POSITIVE_INFINITY;
  let top = Number.POSITIVE_INFINITY;
  let right = Number.NEGATIVE_INFINITY;
  let bottom = Number.NEGATIVE_INFINITY;
  for (const [number, line] of text.normalize('NFC').split('\n').entries()) {
    let x = 0;
    let font: Font | null = null;
    let previous = 0;
    for (const character of line) {
      const fontBefore: Font | null = font;
      font = fontFor(character);
      const glyph = font.charToGlyph(character);
      const scale = EM / font.unitsPerEm;
      if (fontBefore === font) x += font.getKerningValue(previous, glyph.index) * scale;
      const path = glyph.getPath(x, number * LINE, EM);
      if (path.commands.length > 0) {
        const box = path.getBoundingBox();
        left = Math.min(left, box.x1);
        top = Math.min(top, box.y1);
        right = Math.max(right, box.x2);
        bottom = Math.max(bottom, box.y2);
        parts.push(path.toPathData(1));
      }
      x += (glyph.advanceWidth ?? font.unitsPerEm) * scale;
      previous = glyph.index;
    }
  }
  if (parts.length === 0) return null;
  return { path: parts.join(''), left, top, width: right - left, height: bottom - top };
}
