import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import opentype, { type Font } from 'opentype.js';

/**
 * Roboto Medium (SIL Open Font License 1.1), which comes with the program: text must look the same on every machine, and a
 * server often has no fonts at all. One file per script; the first one that has a character draws it. Not Inter, whose
 * kerning is in a form that opentype.js 2.0 does not read.
 */
const SCRIPTS = [
  'latin',
  'latin-ext',
  'cyrillic',
  'cyrillic-ext',
  'greek',
  'greek-ext',
  'vietnamese',
  'symbols',
  'math',
];

const fonts = new Map<string, Font>();

/** Folder of the font files. `SAFELIGHT_FONTS` says where a package put them, when not in node_modules. */
function fontFolder(): string {
  const folder = process.env['SAFELIGHT_FONTS'];
  if (folder) return folder;
  return join(createRequire(import.meta.url).resolve('@fontsource/roboto/files/roboto-latin-500-normal.woff'), '..');
}

function loadFont(script: string): Font {
  let font = fonts.get(script);
  if (font === undefined) {
    const bytes = readFileSync(join(fontFolder(), `roboto-${script}-500-normal.woff`));
    font = opentype.parse(new Uint8Array(bytes).buffer);
    fonts.set(script, font);
  }
  return font;
}

/** The characters of a text that no font of ours has, each once; blanks and what is never seen do not count. */
export function missingGlyphs(text: string): string[] {
  const seen = [...new Set(text.normalize('NFC'))].filter((character) => !/[\s\p{Cc}\p{Cf}\p{M}]/u.test(character));
  return seen.filter((character) => !SCRIPTS.some((script) => loadFont(script).charToGlyphIndex(character) > 0));
}

/** The font for a character; for one that no font has the first, whose empty box shows that something is missing. */
export function fontFor(character: string): Font {
  for (const script of SCRIPTS) {
    const font = loadFont(script);
    if (font.charToGlyphIndex(character) > 0) return font;
  }
  return loadFont(SCRIPTS[0]!);
}
