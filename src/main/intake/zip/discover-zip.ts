import { SafelightError } from '../../../contract/errors.ts';
import type { Found } from '../../engine/ports.ts';
import { extensionOf, hasPictureExtension, isJunkFile, isJunkFolder } from '../file-names.ts';
import { nestedZip, notAPicture, type Place, refused } from '../found.ts';
import type { NameFilter } from '../glob.ts';
import { naturalOrder } from '../natural-order.ts';
import { looksLikePicture } from '../sniff.ts';
import type { ZipArchives } from './archives.ts';
import { entryHead, entryRefused } from './entry-data.ts';
import { entryPath } from './entry-path.ts';
import type { ZipEntry } from './listing.ts';
import { overlappingEntries } from './overlaps.ts';
import { OVERLAPS, whyUnusable } from './why-unusable.ts';

/**
 * The pictures of a zip, in the order in which the unpacked folder would be walked. Each entry is judged alone: one that
 * cannot be used is `refused` and leaves the others alone. Entries of the same name are all taken. Throws
 * `zip_unreadable` when the zip as a whole cannot be read.
 */
export async function* discoverZip(
  archive: string,
  archives: ZipArchives,
  filter: NameFilter,
  signal: AbortSignal | undefined,
): AsyncGenerator<Found> {
  const { entries } = await archives.listing(archive);
  const overlapping = overlappingEntries(entries.filter(({ kind }) => kind !== 'folder'));
  let totalBytes = 0;
  for (const { entry, place, unsafe } of placed(entries)) {
    signal?.throwIfAborted();
    const refuse = (why: string): Found => refused(place, entryRefused(entry.name, archive, why));
    if (unsafe !== null) {
      yield refuse(unsafe);
      continue;
    }
    if (isJunk(place) || !filter(place.relativeFolder, place.name)) continue;
    const isPicture = hasPictureExtension(place.name);
    if (!isPicture && extensionOf(place.name) === 'zip') {
      yield nestedZip(place);
      continue;
    }
    const why = overlapping.has(entry.index) ? OVERLAPS : whyUnusable(entry, archives.limits);
    if (why !== null) {
      yield mayBePicture(place) ? refuse(why) : notAPicture(place);
      continue;
    }
    try {
      if (!isPicture && !looksLikePicture(await entryHead(archive, entry))) {
        yield notAPicture(place);
        continue;
      }
    } catch (thrown) {
      if (!(thrown instanceof SafelightError)) throw thrown;
      yield mayBePicture(place) ? refused(place, thrown) : notAPicture(place);
      continue;
    }
    if (totalBytes + entry.bytes > archives.limits.totalBytes) {
      yield refuse('the zip unpacks to more than is accepted. Split it into several zips');
      continue;
    }
    totalBytes += entry.bytes;
    const { index: entryIndex, name: entryName, bytes, modifiedMs } = entry;
    yield { type: 'source', source: { kind: 'zipEntry', archive, entryIndex, entryName, ...place, bytes, modifiedMs } };
  }
}

interface Placed {
  entry: ZipEntry;
  place: Place;
  /** Why the name is not safe. */
  unsafe: string | null;
}

/** Everything but folders, unsafe names first. */
function placed(entries: readonly ZipEntry[]): Placed[] {
  const result: Placed[] = [];
  for (const entry of entries) {
    const path = entryPath(entry.name);
    if (!path.safe) result.push({ entry, place: { name: entry.name, relativeFolder: '' }, unsafe: path.why });
    else if (entry.kind !== 'folder') result.push({ entry, place: path.place, unsafe: null });
  }
  return result.sort(
    (a, b) =>
      Number(a.unsafe === null) - Number(b.unsafe === null) ||
      folderOrder(a.place.relativeFolder, b.place.relativeFolder) ||
      naturalOrder(a.place.name, b.place.name) ||
      a.entry.index - b.entry.index,
  );
}

/** A folder before the folders in it, siblings in natural order: how a folder on disk is walked. */
function folderOrder(a: string, b: string): number {
  if (a === b) return 0;
  const [left, right] = [a.split('/'), b.split('/')];
  for (let i = 0; i < Math.min(left.length, right.length); i += 1) {
    const order = naturalOrder(left[i]!, right[i]!);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

function isJunk({ name, relativeFolder }: Place): boolean {
  return isJunkFile(name) || (relativeFolder !== '' && relativeFolder.split('/').some(isJunkFolder));
}

/** For entries that cannot be looked into: a text file that is encrypted is no failure. */
function mayBePicture({ name }: Place): boolean {
  return hasPictureExtension(name) || extensionOf(name) === '';
}
