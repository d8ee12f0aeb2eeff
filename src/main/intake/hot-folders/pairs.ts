import { RAW_EXTENSIONS } from '../../../contract/picture-formats.ts';
import { extensionOf } from '../file-names.ts';

const JPEG = new Set(['jpg', 'jpeg', 'jpe']);

/** What of a RAW file and a JPEG with the same name in the same folder is not to be done. */
export type PairRule = 'both' | 'raw-only' | 'jpeg-only';

/**
 * Which of `paths` are the half of a pair that the rule leaves out. `there`: all paths that are known, those of earlier runs too, since
 * cameras write one half after the other.
 */
export function leftOut(paths: readonly string[], there: readonly string[], rule: PairRule): Set<string> {
  if (rule === 'both') return new Set();
  const wanted = rule === 'raw-only' ? isRaw : isJpeg;
  const other = rule === 'raw-only' ? isJpeg : isRaw;
  const stems = new Set([...paths, ...there].filter(wanted).map(stem));
  return new Set(paths.filter((path) => other(path) && stems.has(stem(path))));
}

/** The names that the other half of a pair can have, for asking what is known of them. */
export function partnersOf(path: string): string[] {
  const extensions = isRaw(path) ? [...JPEG] : isJpeg(path) ? [...RAW_EXTENSIONS] : [];
  const base = path.slice(0, path.length - extensionOf(path).length);
  return extensions.flatMap((extension) => [`${base}${extension}`, `${base}${extension.toUpperCase()}`]);
}

const isRaw = (path: string): boolean => RAW_EXTENSIONS.has(extensionOf(path));
const isJpeg = (path: string): boolean => JPEG.has(extensionOf(path));

function stem(path: string): string {
  return path.slice(0, path.lastIndexOf('.')).normalize('NFC').toLowerCase();
}
