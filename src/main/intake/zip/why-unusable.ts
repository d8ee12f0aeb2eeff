import { DEFLATED, STORED } from './entry-data.ts';
import type { ZipLimits } from './limits.ts';
import type { ZipEntry } from './listing.ts';

/** Why an entry of overlappingEntries is not used, as a part of a sentence. */
export const OVERLAPS = 'its data overlaps that of another entry, as in a zip bomb';

/** Why an entry is not unpacked, judged by what the zip says of it, as a part of a sentence; null when nothing speaks against it. */
export function whyUnusable(entry: ZipEntry, limits: ZipLimits): string | null {
  if (entry.kind === 'link') return 'it is a link. Put the picture itself into the zip';
  if (entry.kind === 'special') return 'it is neither a file nor a folder';
  if (entry.encrypted) return 'it is encrypted. Unpack the zip and use the folder';
  if (entry.method !== STORED && entry.method !== DEFLATED) {
    return `it is packed with a method that is not supported (${entry.method}). Make the zip again with the usual one`;
  }
  if (entry.bytes > limits.entryBytes) return `it unpacks to more than ${Math.round(limits.entryBytes / 1024 ** 2)} MB`;
  if (entry.bytes > limits.ratioFromBytes && entry.bytes > limits.ratio * entry.packedBytes) {
    return `it unpacks to more than ${limits.ratio} times its size, as in a zip bomb. Unpack the zip and use the folder`;
  }
  if (entry.method === STORED && entry.bytes !== entry.packedBytes) return 'its sizes contradict each other';
  return null;
}
