import type { Place } from './found.ts';

/** File systems take no longer names, in bytes of UTF-8. */
const NAME_BYTES = 255;

/**
 * The place that a stranger's name and folder stand for, as `name` and `relativeFolder` of a source: separators of all systems, `.`, `..`,
 * drive letters and control characters do nothing, so that no name leads out of anywhere. `fallback` where nothing is left.
 */
export function givenPlace(name: string, relativeFolder = '', fallback = 'picture'): Place {
  const parts = [...segments(relativeFolder), ...segments(name)];
  const last = segments(name).length === 0 ? fallback : (parts.pop() ?? fallback);
  return { name: last, relativeFolder: parts.join('/') };
}

function segments(path: string): string[] {
  return path
    .toWellFormed()
    .normalize('NFC')
    .split(/[/\\]/)
    .map(cleaned)
    .filter((segment) => segment !== '' && segment !== '.' && segment !== '..');
}

function cleaned(segment: string): string {
  // Also the marks that turn the direction of text, with which `gpj.exe` passes for `exe.jpg`.
  const plain = segment.replaceAll(/[\p{Cc}\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu, '').trim();
  const name = /^[A-Za-z]:$/.test(plain) ? '' : plain;
  return Buffer.byteLength(name) <= NAME_BYTES ? name : shortened(name);
}

/** Cut in the stem, since the extension says what the file is. */
function shortened(name: string): string {
  const extension = /\.[A-Za-z0-9]{1,8}$/.exec(name)?.[0] ?? '';
  let stem = '';
  let bytes = Buffer.byteLength(extension);
  for (const point of name.slice(0, name.length - extension.length)) {
    bytes += Buffer.byteLength(point);
    if (bytes > NAME_BYTES) break;
    stem += point;
  }
  return stem + extension;
}
