import { dirname, resolve } from 'node:path';
import { SafelightError } from '../../contract/errors.ts';
import type { CommitRequest, CommitResult } from '../engine/ports.ts';
import type { Taking } from '../engine/undo-port.ts';
import { writingTo } from './delivery-error.ts';
import { exists, matches, originalBehind, stampOf, whatIsAt } from './file-facts.ts';
import { makeFolder, missingFolders, removeIfThere, syncFolder } from './folder.ts';
import { alternative } from './names.ts';
import { copyBeside, type PublishCalls, type Published, publishNew, publishOver } from './publish.ts';
import { keepFile } from './replaced-files.ts';

/**
 * Publishes under the wanted name or its first alternative that is free, or that `isThere` says holds the file already
 * (`unchanged`); answers the path. Does not sync the folder.
 */
export async function publishUnderFreeName(
  wanted: string,
  onPath: (path: string) => Promise<void>,
  take: (path: string) => Promise<'published' | 'taken'>,
  isThere: (path: string) => Promise<boolean> = async () => false,
): Promise<{ path: string; unchanged: boolean }> {
  for (let n = 1; ; n += 1) {
    const path = alternative(wanted, n);
    if (!(await exists(path))) {
      await onPath(path);
      if ((await take(path)) === 'published') return { path, unchanged: false };
    }
    if (await isThere(path)) return { path, unchanged: true };
  }
}

/**
 * The commit protocol of design.md section 6, from "temp file complete" to "folder synced".
 *
 * - `suffix`: nothing there is touched. Where the very same bytes are there already, in a file that is no original, that file
 *   is the result (`unchanged`); otherwise it is a file of its own under the first free name.
 * - `skip`: `exists` when the name is taken, and the temp file is removed.
 * - `overwrite`: the same bytes there are left alone (`unchanged`). A link at the path is replaced itself, never followed.
 *   Throws `output_is_original` when one of the originals would be reached through the path. What is replaced is kept
 *   first, so that at no moment the only copy of it is gone.
 *
 * `onPath` is called for an unchanged file too, and never with the path of an original, so that no later clean-up can take it for ours.
 *
 * When it throws, the temp file is still there, so that the caller can try again.
 */
export async function commit(
  request: CommitRequest,
  onPath: (path: string, taking: Taking) => Promise<void>,
  calls: PublishCalls,
): Promise<CommitResult> {
  const { finalPath, tempPath, sha256, bytes } = request;
  const folder = dirname(finalPath);
  let temp = tempPath;
  let folders: string[] = [];

  const onThisVolume = async (publish: (temp: string) => Promise<Published>): Promise<'published' | 'taken'> => {
    let result = await publish(temp);
    if (result === 'otherVolume') {
      temp = await copyBeside(tempPath, finalPath, sha256, bytes);
      result = await publish(temp);
    }
    if (result !== 'otherVolume') return result;
    throw new SafelightError(
      'output_unwritable',
      `Files cannot be moved within the folder “${folder}”. Choose another.`,
    );
  };
  const takeFree = async (path: string): Promise<'published' | 'taken'> => {
    if (folders.length > 0) await makeFolder(folder);
    return await onThisVolume((from) => publishNew(from, path, calls));
  };
  const asNew = (path: string): Promise<void> => onPath(path, { origin: 'new', folders, keptAt: null });
  /** Told to the caller when it is so, before it counts. */
  const isThere = async (path: string): Promise<boolean> => {
    if (!(await matches(path, sha256, bytes))) return false;
    // An original is never taken for its result: whoever then removed results would remove originals.
    if ((await originalBehind(path, request.originals)) !== undefined) return false;
    await onPath(path, { origin: 'unchanged', folders: [], keptAt: null });
    return true;
  };

  const place = async (): Promise<CommitResult> => {
    switch (request.collision) {
      case 'suffix':
        for (const path of request.alsoAt ?? []) {
          if (await isThere(path)) return { type: 'published', path, unchanged: true };
        }
        return { type: 'published', ...(await publishUnderFreeName(finalPath, asNew, takeFree, isThere)) };
      case 'skip':
        if (await exists(finalPath)) return { type: 'exists', path: finalPath };
        await asNew(finalPath);
        if ((await takeFree(finalPath)) === 'taken') return { type: 'exists', path: finalPath };
        return { type: 'published', path: finalPath, unchanged: false };
      case 'overwrite':
        return { type: 'published', path: finalPath, unchanged: await overwrite() };
    }
  };

  /** True when nothing had to be written. */
  const overwrite = async (): Promise<boolean> => {
    for (;;) {
      const there = await whatIsAt(finalPath);
      if (there === null) {
        await asNew(finalPath);
        if ((await takeFree(finalPath)) === 'published') return false;
        continue;
      }
      if (there.isDirectory()) {
        throw new SafelightError('output_unwritable', `“${finalPath}” is a folder and is not replaced by a picture.`);
      }
      await refuseOriginal(finalPath, request.originals);
      if (await matches(finalPath, sha256, bytes)) {
        await onPath(finalPath, { origin: 'unchanged', folders, keptAt: null });
        return true;
      }
      const keptAt = request.keepIn === undefined ? null : await keepFile(finalPath, there, request.keepIn);
      await onPath(finalPath, { origin: 'replaced', folders, keptAt });
      await onThisVolume((from) => publishOver(from, finalPath, calls));
      return false;
    }
  };

  return writingTo(folder, async () => {
    await checkTemp(request);
    folders = await missingFolders(folder);
    if (request.root !== undefined && folders.includes(resolve(request.root))) {
      throw new SafelightError('output_unwritable', `The output folder “${request.root}” is not there (any more).`);
    }
    try {
      const result = await place();
      await syncFolder(folder);
      await removeIfThere(tempPath);
      if (result.type === 'exists') return result;
      const made = await whatIsAt(result.path);
      return made === null ? result : { ...result, stamp: stampOf(made) };
    } finally {
      if (temp !== tempPath) await removeIfThere(temp);
    }
  });
}

async function checkTemp({ tempPath, finalPath, bytes }: CommitRequest): Promise<void> {
  const there = await whatIsAt(tempPath);
  if (there?.isFile() && there.size === BigInt(bytes)) return;
  const what = there === null ? 'is gone' : 'has another size than was written';
  throw new SafelightError('output_unwritable', `The finished file for “${finalPath}” ${what}: ${tempPath}. Retry.`);
}

async function refuseOriginal(path: string, originals: string[]): Promise<void> {
  const original = await originalBehind(path, originals);
  if (original === undefined) return;
  throw new SafelightError(
    'output_is_original',
    `“${path}” would overwrite the original “${original}”. Choose another output folder or another name.`,
  );
}
