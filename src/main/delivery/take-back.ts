import type { BigIntStats } from 'node:fs';
import { readdir, readlink, rename, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { SafelightError } from '../../contract/errors.ts';
import type { MadeFile, TakenBack, UndoFilesPort } from '../engine/undo-port.ts';
import { errnoOf, reasonOf } from './delivery-error.ts';
import { exists, hashOf, matches, sameFile, stampOf, whatIsAt } from './file-facts.ts';
import { makeFolder, missingFolders, removeIfThere, syncFolder, tempNameIn } from './folder.ts';
import { nodePublishCalls, publishNew } from './publish.ts';
import { dropKept, duplicate, keptFiles } from './replaced-files.ts';

/** Takes back what runs did; `replacedFolder` is where replaced files are kept. */
export function createUndoFiles(replacedFolder: string): UndoFilesPort {
  return {
    missingFolders,
    takeBack,
    sync: syncAll,
    removeEmptyFolder,
    dropKept,
    keptFiles: (before) => keptFiles(replacedFolder, before),
  };
}

interface Options {
  dryRun: boolean;
  tempPrefix: string;
}

const kept = (reason: string): TakenBack => ({ what: 'kept', reason });
const CHANGED = 'it was changed after the run made it';

async function takeBack(file: MadeFile, options: Options): Promise<TakenBack> {
  try {
    switch (file.origin) {
      case 'unchanged':
        return kept('the same picture was there before the run');
      case null:
        return kept('it is not on record whether it replaced another file');
      case 'new':
        return await remove(file, options);
      case 'replaced':
        return await restore(file, options);
    }
  } catch (thrown) {
    if (thrown instanceof SafelightError) return kept(thrown.message);
    if (errnoOf(thrown) === '') throw thrown;
    return kept(`it cannot be undone: ${reasonOf(thrown)}`);
  }
}

async function remove(file: MadeFile, { dryRun }: Options): Promise<TakenBack> {
  const there = await whatIsAt(file.path);
  if (there === null) return { what: 'gone' };
  if (!(await isAsMade(file, there))) return kept(CHANGED);
  if (!dryRun) await removeIfThere(file.path);
  return { what: 'removed' };
}

async function restore(file: MadeFile, options: Options): Promise<TakenBack> {
  const there = await whatIsAt(file.path);
  const before = file.keptAt === null ? null : await whatIsAt(file.keptAt);
  if (file.keptAt === null || before === null) {
    return there === null ? { what: 'gone' } : kept('the file that it replaced is not kept any more');
  }
  if (there !== null) {
    // An earlier undo was interrupted after it.
    if (await isSame(file.path, there, file.keptAt, before)) return { what: 'restored' };
    if (!(await isAsMade(file, there))) return kept(CHANGED);
  }
  if (options.dryRun) return { what: 'restored' };
  const folder = dirname(file.path);
  await makeFolder(folder);
  const temp = tempNameIn(folder, options.tempPrefix);
  try {
    await duplicate(file.keptAt, before, temp);
    if (there !== null) await rename(temp, file.path);
    else if (before.isSymbolicLink()) {
      if (await exists(file.path)) return kept(CHANGED);
      await rename(temp, file.path);
    } else if ((await publishNew(temp, file.path, nodePublishCalls)) === 'taken') return kept(CHANGED);
    return { what: 'restored' };
  } finally {
    await removeIfThere(temp);
  }
}

/**
 * True when the file is the one that was delivered, byte for byte. The stamp holds the time of the last change of status, which
 * programs that write into files and put the modification time back cannot put back; when it differs, the bytes decide.
 */
async function isAsMade({ path, stamp, sha256, bytes }: MadeFile, there: BigIntStats): Promise<boolean> {
  if (!there.isFile()) return false;
  const before = stampOf(there);
  if (before === stamp) return true;
  if (!(await matches(path, sha256, bytes))) return false;
  const after = await whatIsAt(path);
  return after !== null && stampOf(after) === before;
}

async function isSame(path: string, there: BigIntStats, keptAt: string, before: BigIntStats): Promise<boolean> {
  if (sameFile(there, before)) return true;
  if (there.isSymbolicLink() && before.isSymbolicLink()) return (await readlink(path)) === (await readlink(keptAt));
  if (!there.isFile() || !before.isFile() || there.size !== before.size) return false;
  return (await hashOf(path)) === (await hashOf(keptAt));
}

async function syncAll(folders: Iterable<string>): Promise<void> {
  for (const folder of new Set(folders)) {
    await syncFolder(folder).catch((thrown: unknown) => {
      if (errnoOf(thrown) !== 'ENOENT' && errnoOf(thrown) !== 'ENOTDIR') throw thrown;
    });
  }
}

const STAYS = new Set(['ENOTEMPTY', 'EEXIST', 'ENOTDIR', 'EACCES', 'EPERM', 'EBUSY', 'EROFS']);

async function removeEmptyFolder(path: string, unless?: ReadonlySet<string>): Promise<boolean> {
  try {
    if (unless !== undefined) return (await readdir(path)).every((name) => unless.has(join(path, name)));
    await rmdir(path);
    await syncAll([dirname(path)]);
    return true;
  } catch (thrown) {
    if (errnoOf(thrown) === 'ENOENT') return true;
    if (STAYS.has(errnoOf(thrown))) return false;
    throw thrown;
  }
}
