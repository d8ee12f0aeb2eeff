import { createHash, hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { SafelightError } from '../../contract/errors.ts';
import type { HashResult, SourceFile } from '../../contract/pixel-tasks.ts';
import { systemCode } from './failure.ts';

export interface SourceBytes {
  bytes: Buffer;
  sha256: string;
}

/** Node reads at most 2 GiB in one go. */
const LARGEST_FILE = 2 ** 31 - 1;

/**
 * A whole file in memory, exactly as it was at one moment: libvips crashes when a file it has mapped is truncated, and a
 * file still being copied would give half a picture. Throws `file_not_found`, `file_unreadable`, `file_empty`,
 * `file_changed`, `image_too_large`.
 */
export async function readSource({ path, name }: SourceFile): Promise<SourceBytes> {
  try {
    await using file = await open(path, 'r');
    const before = await file.stat({ bigint: true });
    if (!before.isFile())
      throw new SafelightError('file_unreadable', `“${name}” is not a file. Choose a picture instead.`);
    if (before.size === 0n) {
      throw new SafelightError('file_empty', `“${name}” is empty (0 bytes). Copy it again from the camera or card.`);
    }
    if (before.size > LARGEST_FILE) {
      throw new SafelightError('image_too_large', `“${name}” is larger than 2 GB, which cannot be read yet.`);
    }
    const bytes = await file.readFile();
    const after = await file.stat({ bigint: true });
    if (after.size !== before.size || after.mtimeNs !== before.mtimeNs || BigInt(bytes.length) !== before.size) {
      throw new SafelightError(
        'file_changed',
        `“${name}” changed while it was read; another program is probably still writing it. Try again when that is done.`,
      );
    }
    return { bytes, sha256: hash('sha256', bytes, 'hex') };
  } catch (thrown) {
    throw unreadable(thrown, name);
  }
}

/** SHA-256 and size of a file of any length. Throws `file_not_found`, `file_unreadable`. */
export async function hashFile(path: string): Promise<HashResult> {
  const sha256 = createHash('sha256');
  let bytes = 0;
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
      sha256.update(chunk as Buffer);
      bytes += (chunk as Buffer).length;
    }
  } catch (thrown) {
    throw unreadable(thrown, path);
  }
  return { sha256: sha256.digest('hex'), bytes };
}

function unreadable(thrown: unknown, name: string): unknown {
  const code = systemCode(thrown);
  if (code === null) return thrown;
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new SafelightError('file_not_found', `“${name}” is not there any more. Was it moved, renamed or deleted?`, {
      cause: thrown,
    });
  }
  const why =
    code === 'EACCES' || code === 'EPERM'
      ? 'you have no permission to read it'
      : code === 'EIO'
        ? 'the disk reports a read error'
        : code === 'EISDIR'
          ? 'it is a folder'
          : `the system says ${code}`;
  return new SafelightError('file_unreadable', `“${name}” cannot be read: ${why}.`, { cause: thrown });
}
