import type { Place } from '../found.ts';

export type EntryPath = { safe: true; place: Place } | { safe: false; why: string };

/**
 * The folder and name that an entry's name stands for. Backslashes count as separators, since Windows programs write
 * them. Names that would leave the folder they are unpacked to ("zip slip") are not safe, although we never unpack by
 * name: what carries them was made to attack, and the folders are mirrored in the output.
 */
export function entryPath(entryName: string): EntryPath {
  if (entryName.includes('\0')) return { safe: false, why: 'its name holds a zero byte' };
  const path = entryName.replaceAll('\\', '/');
  if (path.startsWith('/')) return { safe: false, why: 'its name is an absolute path' };
  if (/^[A-Za-z]:/.test(path)) return { safe: false, why: 'its name starts with a drive letter' };
  const segments = path.split('/');
  if (segments.includes('..')) return { safe: false, why: 'its name leads out of the zip with “..”' };
  const parts = segments.filter((segment) => segment !== '' && segment !== '.');
  const name = parts.pop();
  if (name === undefined) return { safe: false, why: 'it has no name' };
  return { safe: true, place: { name, relativeFolder: parts.join('/') } };
}
