import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { SafelightError } from '../../contract/errors.ts';
import type { InputFile, InputSpec } from '../../contract/run.ts';
import type { DiscoverOptions, Found } from '../engine/ports.ts';
import type { UploadsPort } from '../engine/upload-port.ts';
import { extensionOf, hasPictureExtension } from './file-names.ts';
import { joinRelative, type Place, refused, skipped } from './found.ts';
import { givenPlace } from './given-place.ts';
import { nameFilter } from './glob.ts';
import { readError } from './intake-error.ts';
import { looksLikePicture, looksLikeZip, readHead } from './sniff.ts';
import type { Downloads } from './url/downloads.ts';
import { downloadPath, nameInUrl, urlSource } from './url/url-source.ts';
import { walkFolder } from './walk-folder.ts';
import type { ZipArchives } from './zip/archives.ts';
import { foundInCalled } from './zip/called.ts';
import { discoverZip } from './zip/discover-zip.ts';

type Given =
  | { kind: 'file'; path: string; bytes: number; modifiedMs: number }
  | { kind: 'folder'; path: string }
  | { kind: 'zip'; path: string };

/** What looking for pictures needs beside the disk. */
export interface Places {
  archives: ZipArchives;
  downloads: Pick<Downloads, 'fetch'> | null;
  uploads: Pick<UploadsPort, 'get' | 'pathOf' | 'used'> | null;
}

export interface Looking extends DiscoverOptions {
  signal: AbortSignal | undefined;
  exclude: readonly string[];
}

/**
 * Streams what was given, in its order: paths, single files, then the zip of a URL. All paths are looked at before the first result, so
 * that a mistyped one is reported before anything is done; a single file that cannot be used is `refused` alone. A file that is
 * named itself is always taken, whatever it is called; a glob, the junk rules and `recursive` concern folders only (a zip is
 * always read whole, minus junk and what the glob leaves out).
 */
export async function* discover(spec: InputSpec, places: Places, looking: Looking): AsyncGenerator<Found> {
  const { signal } = looking;
  try {
    const given: Given[] = [];
    for (const path of spec.paths) {
      signal?.throwIfAborted();
      given.push(await lookAtGiven(resolve(path)));
    }
    for (const one of given) {
      signal?.throwIfAborted();
      yield* within(one, spec, places, looking);
    }
    for (const file of spec.files ?? []) {
      signal?.throwIfAborted();
      yield* ofFile(file, spec, places, looking);
    }
    if (spec.zipUrl !== undefined) yield* ofZipUrl(spec.zipUrl, spec, places, looking);
  } catch (thrown) {
    if (signal?.aborted)
      throw new SafelightError('cancelled', 'Looking for pictures was cancelled.', { cause: thrown });
    throw thrown;
  }
}

/** What a path holds. */
async function* within(one: Given, spec: InputSpec, { archives }: Places, looking: Looking): AsyncGenerator<Found> {
  const { signal } = looking;
  const filter = nameFilter(spec.glob);
  if (one.kind === 'folder') {
    const exclude = looking.exclude.map((folder) => resolve(folder));
    yield* walkFolder(one.path, { recursive: spec.recursive, filter, exclude, signal });
  } else if (one.kind === 'zip') {
    yield* discoverZip(one.path, archives, filter, signal);
  } else {
    yield { type: 'source', source: { ...one, kind: 'file', name: basename(one.path), relativeFolder: '' } };
  }
}

async function* ofFile(file: InputFile, spec: InputSpec, places: Places, looking: Looking): AsyncGenerator<Found> {
  if (file.url !== undefined) {
    yield { type: 'source', source: urlSource({ ...file, url: file.url }, looking.downloads ?? '') };
    return;
  }
  try {
    if (file.uploadId !== undefined) {
      yield* ofUpload(file, file.uploadId, spec, places, looking);
      return;
    }
    for await (const found of within(await lookAtGiven(resolve(file.path ?? '')), spec, places, looking)) {
      yield renamed(found, file);
    }
  } catch (thrown) {
    if (!(thrown instanceof SafelightError)) throw thrown;
    yield refused(givenPlace(file.name ?? basename(file.path ?? ''), file.relativeFolder), thrown);
  }
}

/** An upload, or what is in it when it is a zip: then below the folder that was given for it. */
async function* ofUpload(
  file: InputFile,
  uploadId: string,
  spec: InputSpec,
  places: Places,
  looking: Looking,
): AsyncGenerator<Found> {
  const { uploads } = places;
  if (uploads === null) throw new SafelightError('upload_not_found', `There is no upload “${uploadId}”.`);
  const upload = await uploads.get(uploadId);
  const path = uploads.pathOf(upload);
  await uploads.used(path);
  const place = givenPlace(file.name ?? upload.name, file.relativeFolder ?? upload.relativeFolder);
  if (await isZip(path, place.name)) {
    const { relativeFolder } = place;
    const inside = within({ kind: 'zip', path }, spec, places, looking);
    try {
      for await (const found of foundInCalled(inside, path, place.name)) yield renamed(found, { relativeFolder });
    } catch (thrown) {
      if (!(thrown instanceof SafelightError)) throw thrown;
      yield refused(place, thrown);
    }
    return;
  }
  const { mtimeMs } = await stat(path);
  yield { type: 'source', source: { kind: 'file', path, ...place, bytes: upload.bytes, modifiedMs: mtimeMs } };
}

/** With the name that was given for a single picture, and below the folder that was given for whatever it is. */
function renamed(found: Found, file: InputFile): Found {
  const under = givenPlace('x', file.relativeFolder).relativeFolder;
  const put = (place: Place): Place =>
    under === ''
      ? place
      : { ...place, relativeFolder: place.relativeFolder === '' ? under : joinRelative(under, place.relativeFolder) };
  if (found.type !== 'source') return { ...found, ...put(found) };
  const { source } = found;
  const isItself = source.kind === 'file' && source.path === resolve(file.path ?? '');
  const name = isItself && file.name !== undefined ? givenPlace(file.name).name : source.name;
  return { type: 'source', source: { ...source, ...put({ name, relativeFolder: source.relativeFolder }) } };
}

async function* ofZipUrl(url: string, spec: InputSpec, places: Places, looking: Looking): AsyncGenerator<Found> {
  const { name } = givenPlace(nameInUrl(url), '', 'pictures.zip');
  if (places.downloads === null || looking.downloads === undefined) {
    const message = `“${name}” is fetched when the run starts; what is in it is not known before.`;
    yield skipped({ name, relativeFolder: '' }, 'not_fetched', message);
    return;
  }
  const target = downloadPath(looking.downloads, url, '.zip');
  await places.downloads.fetch({ url, target, kind: 'zip', signal: looking.signal });
  yield* within({ kind: 'zip', path: target }, spec, places, looking);
}

async function lookAtGiven(path: string): Promise<Given> {
  try {
    const facts = await stat(path);
    if (!facts.isDirectory() && !facts.isFile()) {
      throw new SafelightError('file_unreadable', `“${path}” is neither a file nor a folder.`);
    }
    await access(path, constants.R_OK);
    if (facts.isDirectory()) return { kind: 'folder', path };
    if (await isZip(path)) return { kind: 'zip', path };
    return { kind: 'file', path, bytes: facts.size, modifiedMs: facts.mtimeMs };
  } catch (thrown) {
    throw readError(path, thrown);
  }
}

/** By extension, unless it is a picture with the wrong name; by content where the extension says nothing. */
async function isZip(path: string, name = basename(path)): Promise<boolean> {
  if (hasPictureExtension(name)) return false;
  const head = await readHead(path);
  return extensionOf(name) === 'zip' ? !looksLikePicture(head) : looksLikeZip(head);
}
