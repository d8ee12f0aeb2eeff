import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { SafelightError } from '../../../contract/errors.ts';
import type { Source } from '../../../contract/run.ts';
import type { Materialised } from '../../engine/ports.ts';
import { extensionOf, hasPictureExtension } from '../file-names.ts';
import { errnoOf } from '../intake-error.ts';
import type { ZipArchives } from './archives.ts';
import { entryRefused, unpackEntry } from './entry-data.ts';
import { entryPath } from './entry-path.ts';
import type { ZipEntry } from './listing.ts';
import { overlappingEntries } from './overlaps.ts';
import { OVERLAPS, whyUnusable } from './why-unusable.ts';

/**
 * Unpacks one entry to a new file with a random name in `workFolder`. Throws `zip_entry_refused` when the data is
 * damaged, `file_changed` when the zip is another than when the entry was found, `disk_full`, and what reading a zip throws.
 */
export async function materialiseEntry(
  source: Source & { kind: 'zipEntry' },
  workFolder: string,
  archives: ZipArchives,
): Promise<Materialised> {
  const listing = await archives.listing(source.archive);
  const entry = listing.entries[source.entryIndex];
  if (entry === undefined || entry.name !== source.entryName || entry.bytes !== source.bytes) {
    const message = `The zip “${source.archive}” changed after “${source.entryName}” was found in it. Start the run again.`;
    throw new SafelightError('file_changed', message);
  }
  return await unpacked(source.archive, entry, source.name, workFolder);
}

/** The same for the entry of this name. Throws `file_not_found` when there is none, and as {@link materialiseEntry}. */
export async function unpackByName(
  archive: string,
  entryName: string,
  workFolder: string,
  archives: ZipArchives,
): Promise<Materialised> {
  const entry = (await archives.listing(archive)).entries.find(
    ({ name, kind }) => kind === 'file' && name === entryName,
  );
  if (entry === undefined) {
    throw new SafelightError('file_not_found', `“${entryName}” is not in “${archive}” any more.`);
  }
  return await unpacked(archive, entry, basename(entryName), workFolder);
}

/**
 * The same for a picture that is looked at before any run has found it, so that the entry is judged here as when it is found. Throws
 * `zip_entry_refused` for what no run would take, `cancelled` when `signal` aborts, and as {@link unpackByName}.
 */
export async function unpackPicture(
  archive: string,
  entryName: string,
  workFolder: string,
  archives: ZipArchives,
  signal?: AbortSignal,
): Promise<Materialised> {
  const { entries } = await archives.listing(archive);
  const entry = entries.find(({ name, kind }) => kind !== 'folder' && name === entryName);
  if (entry === undefined)
    throw new SafelightError('file_not_found', `“${entryName}” is not in “${archive}” any more.`);
  const path = entryPath(entryName);
  if (!path.safe) throw entryRefused(entryName, archive, path.why);
  const isOverlapping = overlappingEntries(entries.filter(({ kind }) => kind !== 'folder')).has(entry.index);
  const why = isOverlapping ? OVERLAPS : whyUnusable(entry, archives.limits);
  if (why !== null) throw entryRefused(entryName, archive, why);
  return await unpacked(archive, entry, path.place.name, workFolder, signal);
}

async function unpacked(
  archive: string,
  entry: ZipEntry,
  name: string,
  workFolder: string,
  signal?: AbortSignal,
): Promise<Materialised> {
  const extension = hasPictureExtension(name) ? extensionOf(name) : 'bin';
  const path = join(workFolder, `${randomBytes(12).toString('hex')}.${extension}`);
  const release = (): Promise<void> => rm(path, { force: true });
  try {
    await mkdir(workFolder, { recursive: true });
    await unpackEntry(archive, entry, createWriteStream(path, { flags: 'wx' }), signal);
  } catch (thrown) {
    await release();
    if (signal?.aborted) throw new SafelightError('cancelled', `“${entry.name}” is not looked at any more.`);
    const errno = errnoOf(thrown);
    if (thrown instanceof SafelightError || errno === '') throw thrown;
    if (errno === 'ENOSPC' || errno === 'EDQUOT') {
      const message = `There is no space left in “${workFolder}” to unpack “${entry.name}”. Free some space and retry.`;
      throw new SafelightError('disk_full', message, { cause: thrown });
    }
    const message = `“${entry.name}” in “${archive}” could not be unpacked to “${workFolder}” (${errno}).`;
    throw new SafelightError('file_unreadable', message, { cause: thrown });
  }
  return { path, release };
}
