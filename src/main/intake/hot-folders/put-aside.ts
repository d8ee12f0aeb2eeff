import { link, mkdir, rename, stat, unlink, writeFile } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import { fileStamp } from './file-stamp.ts';

/**
 * Moves a source that was done to a folder inside its hot folder, below which it keeps its place; never over another file. Nothing is
 * moved that is not the file with this stamp any more.
 * @returns where it is now, absolute; null when it stayed
 */
export async function putAside(folder: string, path: string, stamp: string, into: string): Promise<string | null> {
  const from = join(folder, path);
  if ((await fileStamp(from)) !== stamp) return null;
  const wanted = join(folder, into, path);
  await mkdir(dirname(wanted), { recursive: true });
  const extension = extname(wanted);
  for (let n = 1; ; n += 1) {
    const to = n === 1 ? wanted : `${wanted.slice(0, wanted.length - extension.length)}-${n}${extension}`;
    if (await moveTo(from, to)) return to;
  }
}

/** False when the name is taken. */
async function moveTo(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    // Volumes without hard links.
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'ENOSYS') throw thrown;
    if (await stat(to).catch(() => null)) return false;
    await rename(from, to);
    return true;
  }
  await unlink(from);
  return true;
}

/** Writes beside a source that could not be done why that is. */
export async function tellBeside(path: string, sentence: string): Promise<void> {
  await writeFile(`${path}.txt`, `${sentence}\n`);
}
