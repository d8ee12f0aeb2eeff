import { hash } from 'node:crypto';
import { open, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { SafelightError } from '../../contract/errors.ts';
import { systemCode } from './failure.ts';

export interface WrittenFile {
  path: string;
  bytes: number;
  sha256: string;
}

/**
 * The temp files of one task, `<folder>/<prefix><n>.tmp`. The prefix belongs to this attempt of this item alone, so a file
 * that is there already was left by a host that died over the same task.
 */
export class TempFiles {
  readonly #folder: string;
  readonly #prefix: string;
  readonly #durable: boolean;
  readonly #paths: string[] = [];

  /** `durable` false: for files that are read at once and then removed, which no power loss can harm. */
  constructor({ folder, prefix }: { folder: string; prefix: string }, { durable = true } = {}) {
    this.#folder = folder;
    this.#prefix = prefix;
    this.#durable = durable;
  }

  /** Writes a new file, and fsyncs it where it must last. Throws `disk_full`, `output_unwritable`; nothing stays of a failed write. */
  async write(bytes: Uint8Array): Promise<WrittenFile> {
    const path = join(this.#folder, `${this.#prefix}${this.#paths.length}.tmp`);
    this.#paths.push(path);
    try {
      await using file = await openNew(path);
      await file.writeFile(bytes);
      if (this.#durable) await file.sync();
    } catch (thrown) {
      throw unwritable(thrown, this.#folder);
    }
    return { path, bytes: bytes.length, sha256: hash('sha256', bytes, 'hex') };
  }

  /** Removes everything written so far. */
  async removeAll(): Promise<void> {
    await Promise.allSettled(this.#paths.map((path) => unlink(path)));
  }
}

async function openNew(path: string) {
  try {
    return await open(path, 'wx');
  } catch (thrown) {
    if (systemCode(thrown) !== 'EEXIST') throw thrown;
    await unlink(path);
    return open(path, 'wx');
  }
}

function unwritable(thrown: unknown, folder: string): unknown {
  const code = systemCode(thrown);
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new SafelightError('disk_full', `The disk of ${folder} is full. Free some space and try again.`, {
      cause: thrown,
    });
  }
  if (code === null) return thrown;
  const why =
    code === 'EACCES' || code === 'EPERM'
      ? 'you have no permission to write there'
      : code === 'EROFS'
        ? 'it is read-only'
        : code === 'ENOENT' || code === 'ENOTDIR'
          ? 'it does not exist'
          : `the system says ${code}`;
  return new SafelightError('output_unwritable', `Nothing can be written to ${folder}: ${why}.`, { cause: thrown });
}
