import { SafelightError } from '../../../contract/errors.ts';
import type { Found } from '../../engine/ports.ts';
import { extensionOf, hasPictureExtension, isJunkFile, isJunkFolder } from '../file-names.ts';
import { nestedZip, notAPicture, type Place, refused } from '../found.ts';
import type { NameFilter } from '../glob.ts';
import { naturalOrder } from '../natural-order.ts';
import { looksLikePicture } from '../sniff.ts';
import type { ZipArchives } from './archives.ts';
import { DEFLATED, entryHead, entryRefused, STORED } from './entry-data.ts';
import { entryPath } from './entry-path.ts';
import type { ZipLimits } from './limits.ts';
import type { ZipEntry } from './listing.ts';
import { overlappingEntries } from './overlaps.ts';

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
    const why = overlapping.has(entry.index)
      ? 'its data overlaps that of another entry, as in a zip bomb'
      : whyUnusable(entry, archives.limits);
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

function whyUnusable(entry: ZipEntry, limits: ZipLimits): string | null {
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
