import { opendir, realpath, stat } from 'node:fs/promises';
import { basename, join, sep } from 'node:path';
import type { Found } from '../engine/ports.ts';
import { extensionOf, hasPictureExtension, isJunkFile, isJunkFolder } from './file-names.ts';
import { joinRelative, nestedZip, notAPicture, type Place, refused } from './found.ts';
import type { NameFilter } from './glob.ts';
import { readError } from './intake-error.ts';
import { naturalOrder } from './natural-order.ts';
import { looksLikePicture, readHead } from './sniff.ts';

export interface WalkOptions {
  recursive: boolean;
  filter: NameFilter;
  /** Folders that are not entered (the output folder, so that a run does not eat what it makes). */
  exclude: readonly string[];
  signal: AbortSignal | undefined;
}

/** Files looked at side by side; results keep their order. */
const BATCH = 32;

interface Folder {
  path: string;
  /** The path with all links resolved. */
  real: string;
  relativeFolder: string;
}

/**
 * Everything in a folder that a person would call a picture, its own files first, then its sub-folders, both in natural
 * order. Only the names of one folder at a time, and of the folders still to visit, are held. Links to files are
 * followed; links to folders too, unless they lead into or above what is walked anyway (everything twice, or a loop).
 * Throws when the root itself cannot be read; below it, what cannot be read is `refused`.
 */
export async function* walkFolder(root: string, options: WalkOptions): AsyncGenerator<Found> {
  const realRoot = await realOrSame(root);
  const excluded = new Set(await Promise.all(options.exclude.map(realOrSame)));
  const links = new FolderLinks(realRoot);
  const pending: Folder[] = [{ path: root, real: realRoot, relativeFolder: '' }];
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    options.signal?.throwIfAborted();
    let names: FolderNames;
    try {
      names = await namesIn(folder);
    } catch (thrown) {
      if (folder.path === root) throw readError(root, thrown);
      const above = folder.relativeFolder.split('/').slice(0, -1).join('/');
      yield refused({ name: basename(folder.path), relativeFolder: above }, readError(folder.path, thrown));
      continue;
    }
    const linkNames = yield* look(folder, names.files, options);
    if (!options.recursive) continue;
    const below = names.folders.map((name) => ({ name, real: join(folder.real, name) }));
    for (const name of linkNames) {
      const real = await links.follow(join(folder.path, name));
      if (real !== null) below.push({ name, real });
    }
    below.sort((a, b) => naturalOrder(b.name, a.name));
    for (const { name, real } of below) {
      if (excluded.has(real)) continue;
      pending.push({ path: join(folder.path, name), real, relativeFolder: joinRelative(folder.relativeFolder, name) });
    }
  }
}

interface FolderNames {
  /** Files and links. */
  files: string[];
  folders: string[];
}

async function namesIn(folder: Folder): Promise<FolderNames> {
  const files: string[] = [];
  const folders: string[] = [];
  for await (const entry of await opendir(folder.path, { bufferSize: 256 })) {
    if (entry.isDirectory()) {
      if (!isJunkFolder(entry.name)) folders.push(entry.name);
    } else if (!isJunkFile(entry.name)) files.push(entry.name);
  }
  return { files: files.sort(naturalOrder), folders };
}

/** Yields what the files are; returns the names that turned out to be links to folders. */
async function* look(folder: Folder, names: string[], options: WalkOptions): AsyncGenerator<Found, string[]> {
  const linkedFolders: string[] = [];
  const wanted = (name: string): Promise<Found | 'folder' | 'nothing'> =>
    lookAt(join(folder.path, name), { name, relativeFolder: folder.relativeFolder }, options.filter);
  for (let start = 0; start < names.length; start += BATCH) {
    options.signal?.throwIfAborted();
    const batch = names.slice(start, start + BATCH);
    const results = await Promise.all(batch.map(wanted));
    for (const [i, result] of results.entries()) {
      if (result === 'folder') linkedFolders.push(batch[i]!);
      else if (result !== 'nothing') yield result;
    }
  }
  return linkedFolders;
}

async function lookAt(path: string, place: Place, filter: NameFilter): Promise<Found | 'folder' | 'nothing'> {
  try {
    const facts = await stat(path);
    if (facts.isDirectory()) return isJunkFolder(place.name) ? 'nothing' : 'folder';
    // Pipes, sockets and devices are nothing a person put there.
    if (!facts.isFile() || !filter(place.relativeFolder, place.name)) return 'nothing';
    if (extensionOf(place.name) === 'zip') return nestedZip(place);
    const isPicture = hasPictureExtension(place.name) || (facts.size > 0 && looksLikePicture(await readHead(path)));
    if (!isPicture) return notAPicture(place);
    const source = { kind: 'file' as const, path, ...place, bytes: facts.size, modifiedMs: facts.mtimeMs };
    return { type: 'source', source };
  } catch (thrown) {
    return filter(place.relativeFolder, place.name) ? refused(place, readError(path, thrown)) : 'nothing';
  }
}

/** Decides which links to folders are followed: each goal once, which also ends every loop. */
class FolderLinks {
  readonly #root: string;
  readonly #walked: string[];

  constructor(root: string) {
    this.#root = root;
    this.#walked = [root];
  }

  /** The folder the link leads to, or null when that is part of what is walked, or holds the root. */
  async follow(link: string): Promise<string | null> {
    const real = await realOrSame(link);
    if (isInside(this.#root, real) || this.#walked.some((walked) => isInside(real, walked))) return null;
    this.#walked.push(real);
    return real;
  }
}

function isInside(inner: string, outer: string): boolean {
  return inner === outer || inner.startsWith(outer.endsWith(sep) ? outer : outer + sep);
}

function realOrSame(path: string): Promise<string> {
  return realpath(path).catch(() => path);
}
