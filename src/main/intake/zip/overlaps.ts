import type { ZipEntry } from './listing.ts';

/** Fixed part of a local file header. */
const LOCAL_HEADER = 30;

/**
 * Indexes of the entries whose packed data overlap another's. No program writes such zips; they are bombs: a few bytes
 * that unpack a thousand times (D. Fifield, "A better zip bomb", 2019). Lower bounds of the ranges are compared, since
 * the local header may hold a longer name or more fields than the central one.
 */
export function overlappingEntries(entries: readonly ZipEntry[]): Set<number> {
  const overlapping = new Set<number>();
  const inOrder = entries.toSorted((a, b) => a.offset - b.offset);
  let reaching: ZipEntry | undefined;
  for (const entry of inOrder) {
    if (reaching !== undefined && entry.offset < endOf(reaching)) {
      overlapping.add(reaching.index);
      overlapping.add(entry.index);
    }
    if (reaching === undefined || endOf(entry) > endOf(reaching)) reaching = entry;
  }
  return overlapping;
}

function endOf(entry: ZipEntry): number {
  return entry.offset + LOCAL_HEADER + entry.packedBytes;
}
