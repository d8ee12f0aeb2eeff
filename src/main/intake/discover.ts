import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { SafelightError } from '../../contract/errors.ts';
import type { InputSpec } from '../../contract/run.ts';
import type { Found } from '../engine/ports.ts';
import { extensionOf, hasPictureExtension } from './file-names.ts';
import { nameFilter } from './glob.ts';
import { readError } from './intake-error.ts';
import { looksLikePicture, looksLikeZip, readHead } from './sniff.ts';
import { walkFolder } from './walk-folder.ts';
import type { ZipArchives } from './zip/archives.ts';
import { discoverZip } from './zip/discover-zip.ts';

type Given =
  | { kind: 'file'; path: string; bytes: number; modifiedMs: number }
  | { kind: 'folder'; path: string }
  | { kind: 'zip'; path: string };

/**
 * Streams what the given paths hold, in their order. All paths are looked at before the first result, so that a
 * mistyped one is reported before anything is done. A file that is named itself is always taken, whatever it is called;
 * a glob, the junk rules and `recursive` concern folders only (a zip is always read whole, minus junk and what the glob
 * leaves out).
 */
export async function* discover(
  spec: InputSpec,
  archives: ZipArchives,
  signal: AbortSignal | undefined,
  exclude: readonly string[],
): AsyncGenerator<Found> {
  const filter = nameFilter(spec.glob);
  try {
    const given: Given[] = [];
    for (const path of spec.paths) {
      signal?.throwIfAborted();
      given.push(await lookAtGiven(resolve(path)));
    }
    const excluded = exclude.map((folder) => resolve(folder));
    for (const one of given) {
      signal?.throwIfAborted();
      if (one.kind === 'folder') {
        yield* walkFolder(one.path, { recursive: spec.recursive, filter, exclude: excluded, signal });
      } else if (one.kind === 'zip') {
        yield* discoverZip(one.path, archives, filter, signal);
      } else {
        yield { type: 'source', source: { ...one, kind: 'file', name: basename(one.path), relativeFolder: '' } };
      }
    }
  } catch (thrown) {
    if (signal?.aborted)
      throw new SafelightError('cancelled', 'Looking for pictures was cancelled.', { cause: thrown });
    throw thrown;
  }
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
async function isZip(path: string): Promise<boolean> {
  const name = basename(path);
  if (hasPictureExtension(name)) return false;
  const head = await readHead(path);
  return extensionOf(name) === 'zip' ? !looksLikePicture(head) : looksLikeZip(head);
}
