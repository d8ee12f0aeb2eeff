import { randomBytes } from 'node:crypto';
import { mkdir, open, opendir, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { errnoOf, writingTo } from './delivery-error.ts';
import { whatIsAt } from './file-facts.ts';

/** A new temp name in the folder. It starts with a dot, which intake passes over, and ends as {@link sweep} expects. */
export function tempNameIn(folder: string, prefix = '.safelight-'): string {
  return join(folder, `${prefix}${randomBytes(9).toString('hex')}.tmp`);
}

/**
 * Makes the folder and proves that a file can be made in it, one that starts with the prefix, so that whoever sweeps after a
 * crash finds it. Throws `output_unwritable`, `disk_full`.
 */
export async function prepareFolder(folder: string, prefix?: string): Promise<void> {
  await writingTo(folder, async () => {
    await makeFolder(folder);
    const probe = tempNameIn(folder, prefix);
    const file = await open(probe, 'wx');
    try {
      // A full disk still makes empty files.
      await file.writeFile('Safelight');
    } finally {
      await file.close();
      await unlink(probe);
    }
  });
}

/** Folders that {@link makeFolder} would make, the outermost first. Throws `output_unwritable` where that cannot be seen. */
export function missingFolders(folder: string): Promise<string[]> {
  return writingTo(folder, async () => {
    const missing: string[] = [];
    for (let at = folder; (await whatIsAt(at)) === null; at = dirname(at)) {
      missing.unshift(at);
      if (at === dirname(at)) break;
    }
    return missing;
  });
}

/** Makes the folder with those above it, so that they survive a power loss. */
export async function makeFolder(folder: string): Promise<void> {
  const missing = await missingFolders(folder);
  const first = missing[0];
  if (first === undefined) return;
  // One by one: mkdir's own `recursive` never ends below a folder that takes none (automounts, /proc), as Node 24 has it.
  for (const each of missing) await makeOne(each);
  const top = dirname(first);
  for (let above = dirname(folder); above.length >= top.length; above = dirname(above)) {
    await syncFolder(above);
    if (above === dirname(above)) return;
  }
}

/** Photos are delivered side by side: another one may have made it meanwhile. */
async function makeOne(folder: string): Promise<void> {
  try {
    await mkdir(folder);
  } catch (thrown) {
    if (errnoOf(thrown) !== 'EEXIST') throw thrown;
  }
}

/** Where folders cannot be opened or synced (Windows, some network volumes) there is nothing to do. */
const NO_FOLDER_SYNC = new Set(['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EISDIR', 'EACCES', 'EPERM', 'EBADF']);

/** Brings the names in a folder to the disk. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  try {
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (thrown) {
    if (!NO_FOLDER_SYNC.has(errnoOf(thrown))) throw thrown;
  }
}

/** Removes files named `<prefix>….tmp` from the folder, not from folders in it; returns how many. A missing folder has none. */
export async function sweep(folder: string, prefix: string): Promise<number> {
  if (prefix === '') throw new Error('sweep needs a prefix, or it would take the temp files of other programs');
  let swept = 0;
  try {
    for await (const entry of await opendir(folder)) {
      if (entry.isDirectory() || !entry.name.startsWith(prefix) || !entry.name.endsWith('.tmp')) continue;
      if (await removeIfThere(join(folder, entry.name))) swept += 1;
    }
  } catch (thrown) {
    if (errnoOf(thrown) !== 'ENOENT') await writingTo(folder, () => Promise.reject(thrown));
  }
  return swept;
}

/** False when it was gone already. */
export async function removeIfThere(path: string): Promise<boolean> {
  try {
    await unlink(path);
    return true;
  } catch (thrown) {
    if (errnoOf(thrown) === 'ENOENT') return false;
    throw thrown;
  }
}
