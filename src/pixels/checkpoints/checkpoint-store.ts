import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { type FileHandle, mkdir, open, rename, rm, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { Checkpoint } from './checkpoint.ts';
import { decodeCheckpoint, encodeCheckpoint, PREAMBLE_BYTES, readHeader, readPreamble } from './checkpoint-format.ts';

/**
 * Results of steps on disk, by content address: `<folder>/ab/<signature>.checkpoint`. Written under a temp name and renamed, so
 * that a process that is killed leaves nothing half written under a final name; not fsynced, because a power loss that
 * damages one is found by its checksum. Everything here is allowed to fail: the cache is an optimisation, so a file that cannot be
 * read is a miss and one that cannot be written is not kept.
 */
export class CheckpointStore {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Whether there is a file; it may turn out to be damaged. Synchronous: it takes microseconds, and the worker has nothing else to do. */
  has(signature: string): boolean {
    return existsSync(this.#path(signature));
  }

  /**
   * The checkpoint, marked as used; null when there is none. One that is damaged is removed. `kind`: what the caller can use;
   * another one is left alone.
   */
  async read(signature: string, kind: Checkpoint['kind']): Promise<Checkpoint | null> {
    const path = this.#path(signature);
    let checkpoint: Checkpoint | 'other' | null;
    try {
      await using file = await open(path, 'r');
      checkpoint = await readFrom(file, kind);
    } catch {
      // Not there, or bytes that are no JSON.
      checkpoint = null;
    }
    if (checkpoint === 'other') return null;
    const now = new Date();
    await (checkpoint === null ? rm(path, { force: true }) : utimes(path, now, now)).catch(() => {});
    return checkpoint;
  }

  /** Keeps a result; answers the bytes written, 0 when it was not possible. */
  async write(signature: string, checkpoint: Checkpoint): Promise<number> {
    const parts = encodeCheckpoint(checkpoint);
    if (parts === null) return 0;
    const path = this.#path(signature);
    const temp = `${path}.${process.pid}-${randomBytes(6).toString('hex')}.tmp`;
    const bytes = parts.reduce((sum, { length }) => sum + length, 0);
    try {
      const file = await this.#create(temp);
      try {
        const { bytesWritten } = await file.writev(parts.filter((part) => part.length > 0));
        if (bytesWritten !== bytes) throw new Error('The disk took a part only.');
      } finally {
        await file.close();
      }
      await rename(temp, path);
      return bytes;
    } catch {
      await rm(temp, { force: true }).catch(() => {});
      return 0;
    }
  }

  async #create(path: string): Promise<FileHandle> {
    try {
      return await open(path, 'wx');
    } catch {
      await mkdir(join(path, '..'), { recursive: true });
      return await open(path, 'wx');
    }
  }

  #path(signature: string): string {
    return join(this.#folder, signature.slice(0, 2), `${signature}.checkpoint`);
  }
}

async function readFrom(file: FileHandle, kind: Checkpoint['kind']): Promise<Checkpoint | 'other' | null> {
  const preamble = readPreamble(await exactly(file, PREAMBLE_BYTES));
  if (preamble === null) return null;
  const header = readHeader(await exactly(file, preamble.headerBytes), preamble.headerCrc);
  if (header === null) return null;
  if (header.kind !== kind) return 'other';
  return decodeCheckpoint(header, await exactly(file, header.payloadBytes));
}

/** The next `length` bytes in a buffer of their own; fewer at the end of the file. */
async function exactly(file: FileHandle, length: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafeSlow(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await file.read(buffer, filled, length - filled);
    if (bytesRead === 0) return buffer.subarray(0, filled);
    filled += bytesRead;
  }
  return buffer;
}
