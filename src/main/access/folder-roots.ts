import { lstat, realpath } from 'node:fs/promises';
import { dirname, isAbsolute, join, resolve, sep } from 'node:path';
import { SafelightError } from '../../contract/errors.ts';

/**
 * Throws `forbidden` naming the path unless it lies in one of the folders.
 *
 * Both sides are compared as what they really are: links resolved and in the spelling of the disk (`realpath`, which on macOS and
 * Windows also settles capitals), so that neither a link out of the folder nor `/PHOTOS` for `/photos` gets past. Of a path
 * that is not there yet, the part that is there counts. A link that leads nowhere is refused: writing through it would make a file
 * wherever it points.
 *
 * A folder that is swapped for a link after this check is not noticed. Keys with folders are meant for scripts of the same
 * person, which can reach the disk without us; they are no sandbox for programs.
 */
export async function checkBelow(path: string, folders: readonly string[]): Promise<void> {
  if (!path.includes('\0') && isAbsolute(path) && !hasDots(path)) {
    const real = await realPath(path);
    if (real !== null) {
      for (const folder of folders) {
        const root = await realPath(folder);
        if (root !== null && isBelow(spelled(real), spelled(root))) return;
      }
    }
  }
  throw new SafelightError(
    'forbidden',
    `“${path}” lies outside of the folders that this key is limited to: ${folders.join(', ')}.`,
  );
}

/** The real path of what is there, with the rest below it; null for a link that leads nowhere or an unreadable folder. */
async function realPath(path: string): Promise<string | null> {
  const absolute = resolve(path);
  try {
    return await realpath(absolute);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') return null;
  }
  const isThere = await lstat(absolute).then(
    () => true,
    () => false,
  );
  const parent = dirname(absolute);
  if (isThere || parent === absolute) return null;
  const above = await realPath(parent);
  return above === null ? null : join(above, absolute.slice(parent.length));
}

/**
 * `folder/link/../x` is `folder/x` to whoever reads it, and the neighbour of where the link leads to the system. Nobody needs such paths;
 * so there is no telling which of the two is meant.
 */
function hasDots(path: string): boolean {
  return path.split(/[/\\]/).includes('..');
}

function isBelow(path: string, root: string): boolean {
  return path === root || path.startsWith(root.endsWith(sep) ? root : root + sep);
}

/** Parts that are not there yet have no spelling of the disk: where disks do not tell capitals apart, neither do we. */
function spelled(path: string, platform: NodeJS.Platform = process.platform): string {
  return platform === 'win32' || platform === 'darwin' ? path.normalize('NFC').toLowerCase() : path;
}
