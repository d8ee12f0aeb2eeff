import { randomBytes } from 'node:crypto';
import type { BigIntStats } from 'node:fs';
import { createReadStream, createWriteStream } from 'node:fs';
import { chmod, link, lstat, opendir, readlink, symlink, unlink, utimes } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { SafelightError } from '../../contract/errors.ts';
import { errnoOf, writingTo } from './delivery-error.ts';
import { whatIsAt } from './file-facts.ts';
import { makeFolder, removeIfThere, syncFolder } from './folder.ts';

/**
 * Keeps the file at `path` in the folder, before it is replaced: as a second name of it where that is possible, else as a
 * synced copy. Answers where. Throws `output_unwritable` for what is no plain file or link or cannot be read, `disk_full`.
 */
export async function keepFile(path: string, there: BigIntStats, folder: string): Promise<string> {
  if (!there.isFile() && !there.isSymbolicLink()) {
    throw new SafelightError('output_unwritable', `“${path}” is no ordinary file and is not replaced by a picture.`);
  }
  return await writingTo(folder, async () => {
    await makeFolder(folder);
    const kept = join(folder, `${randomBytes(9).toString('hex')}${shortExtension(path)}`);
    await duplicate(path, there, kept);
    await syncFolder(folder);
    return kept;
  });
}

/** Makes `copy`, which must not exist, the same file, link or bytes as what is at `path`. */
export async function duplicate(path: string, there: BigIntStats, copy: string): Promise<void> {
  if (there.isSymbolicLink()) {
    await symlink(await readlink(path), copy);
    return;
  }
  try {
    await link(path, copy);
  } catch (thrown) {
    if (errnoOf(thrown) === 'ENOSPC' || errnoOf(thrown) === 'ENOENT') throw thrown;
    await copyWhole(path, there, copy);
  }
}

async function copyWhole(path: string, there: BigIntStats, copy: string): Promise<void> {
  try {
    await pipeline(createReadStream(path), createWriteStream(copy, { flags: 'wx', flush: true }));
    const after = await lstat(path, { bigint: true });
    const made = await lstat(copy, { bigint: true });
    if (after.mtimeNs !== there.mtimeNs || after.size !== there.size || made.size !== there.size) {
      throw new SafelightError('output_unwritable', `“${path}” changed while it was copied. Try again.`);
    }
    // As far as the volume knows such things.
    await chmod(copy, Number(there.mode & 0o777n)).catch(() => undefined);
    await utimes(copy, there.atime, there.mtime).catch(() => undefined);
  } catch (thrown) {
    await removeIfThere(copy);
    throw thrown;
  }
}

/** For people who look into the folder; the name itself might be too long. */
function shortExtension(path: string): string {
  const extension = extname(path);
  return /^\.[A-Za-z0-9]{1,8}$/.test(extension) ? extension : '';
}

/** Deletes kept files; those that are gone do not count. */
export async function dropKept(paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    await unlink(path).catch((thrown: unknown) => {
      if (errnoOf(thrown) !== 'ENOENT' && errnoOf(thrown) !== 'ENOTDIR') throw thrown;
    });
  }
}

/** Files below `root/<run>/` that were put there before the moment. */
export async function* keptFiles(root: string, before: Date): AsyncGenerator<string> {
  for await (const run of entriesOf(root)) {
    if (!run.isDirectory()) continue;
    for await (const file of entriesOf(join(root, run.name))) {
      const path = join(root, run.name, file.name);
      const facts = file.isDirectory() ? null : await whatIsAt(path);
      // A second name of a file has that file's own times, except that of the last change of status.
      if (facts !== null && facts.ctime < before) yield path;
    }
  }
}

async function* entriesOf(folder: string) {
  const entries = await opendir(folder).catch((thrown: unknown) => {
    if (errnoOf(thrown) === 'ENOENT') return null;
    throw thrown;
  });
  if (entries !== null) yield* entries;
}
