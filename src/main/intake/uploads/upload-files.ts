import { createHash, randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { SafelightError } from '../../../contract/errors.ts';
import { errnoOf } from '../intake-error.ts';

/** Bytes that were received and are not in their place yet. */
export interface StagedFile {
  tempPath: string;
  sha256: string;
  bytes: number;
}

/**
 * The folder of uploads: `<2 hex>/<sha256>`, and `tmp` for what is being received. A file in its place is whole: it is written
 * elsewhere, synced, and renamed.
 */
export class UploadFiles {
  readonly folder: string;
  readonly #temp: string;
  /** Contents that are being taken in and have no row yet. */
  readonly #held = new Map<string, number>();
  /** Placing and dropping take turns, so that nobody's file is dropped between being found and being counted on. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(folder: string) {
    this.folder = folder;
    this.#temp = join(folder, 'tmp');
  }

  pathOf(sha256: string): string {
    return join(this.folder, sha256.slice(0, 2), sha256);
  }

  /** Throws `disk_full` when so many more bytes would leave less than the reserve. */
  async checkRoom(bytes: number, reserve: number): Promise<void> {
    await mkdir(this.#temp, { recursive: true });
    const { bavail, bsize } = await statfs(this.folder);
    if (bavail * bsize < bytes + reserve) throw noRoom(this.folder);
  }

  /**
   * Writes a stream to a temp file, hashing on the way; `checkRoom` was called before. `onBytes` is told of every piece and may
   * throw. Nothing is left when it fails. Throws `disk_full`.
   */
  async stage(stream: Readable, onBytes: (bytes: number) => void): Promise<StagedFile> {
    const tempPath = join(this.#temp, randomBytes(12).toString('hex'));
    const hash = createHash('sha256');
    let bytes = 0;
    const count = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        try {
          onBytes(chunk.length);
        } catch (thrown) {
          done(thrown as Error);
          return;
        }
        hash.update(chunk);
        bytes += chunk.length;
        done(null, chunk);
      },
    });
    try {
      await pipeline(stream, count, createWriteStream(tempPath, { flags: 'wx', flush: true }));
    } catch (thrown) {
      await rm(tempPath, { force: true });
      if (['ENOSPC', 'EDQUOT'].includes(errnoOf(thrown))) throw noRoom(this.folder, thrown);
      throw thrown;
    }
    return { tempPath, sha256: hash.digest('hex'), bytes };
  }

  /** Brings staged files to their places; they stay there at least until `settle`. */
  place(files: readonly StagedFile[]): Promise<void> {
    return this.#inTurn(async () => {
      for (const { sha256 } of files) this.#held.set(sha256, (this.#held.get(sha256) ?? 0) + 1);
      const folders = new Set<string>();
      for (const { tempPath, sha256, bytes } of files) {
        const path = this.pathOf(sha256);
        const there = await stat(path).catch(() => null);
        if (there?.isFile() && there.size === bytes) {
          await rm(tempPath, { force: true });
          continue;
        }
        const folder = join(path, '..');
        await mkdir(folder, { recursive: true });
        await rename(tempPath, path);
        folders.add(folder);
      }
      for (const folder of [...folders, this.folder]) await syncFolder(folder);
    });
  }

  /** Ends what `place` began: those that have no row by now are dropped. */
  settle(files: readonly StagedFile[], hasRow: (hashes: string[]) => Promise<Set<string>>): Promise<void> {
    return this.#inTurn(async () => {
      for (const { sha256 } of files) {
        const left = (this.#held.get(sha256) ?? 1) - 1;
        if (left === 0) this.#held.delete(sha256);
        else this.#held.set(sha256, left);
      }
      await this.#dropUnowned([...new Set(files.map(({ sha256 }) => sha256))], hasRow);
    });
  }

  async discard(files: readonly StagedFile[]): Promise<void> {
    for (const { tempPath } of files) await rm(tempPath, { force: true });
  }

  /** Removes those contents that no row has any more. */
  drop(hashes: readonly string[], hasRow: (hashes: string[]) => Promise<Set<string>>): Promise<void> {
    return this.#inTurn(() => this.#dropUnowned(hashes, hasRow));
  }

  /** Removes what a killed process left: half files, and whole ones that got no row. Only before anything is received. */
  async clean(hasRow: (hashes: string[]) => Promise<Set<string>>): Promise<void> {
    await rm(this.#temp, { recursive: true, force: true });
    for (const entry of await readdir(this.folder).catch(() => [])) {
      if (!/^[0-9a-f]{2}$/.test(entry)) continue;
      const hashes = (await readdir(join(this.folder, entry))).filter((name) => /^[0-9a-f]{64}$/.test(name));
      await this.drop(hashes, hasRow);
    }
  }

  async #dropUnowned(hashes: readonly string[], hasRow: (hashes: string[]) => Promise<Set<string>>): Promise<void> {
    const candidates = hashes.filter((sha256) => !this.#held.has(sha256));
    if (candidates.length === 0) return;
    const owned = await hasRow(candidates);
    for (const sha256 of candidates) if (!owned.has(sha256)) await rm(this.pathOf(sha256), { force: true });
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => undefined);
    return done;
  }
}

function noRoom(folder: string, cause?: unknown): SafelightError {
  const message = `There is not enough space left for the upload in “${folder}”. Free some space and send it again.`;
  return new SafelightError('disk_full', message, { cause });
}

async function syncFolder(path: string): Promise<void> {
  // Windows has no handles on folders, and needs none for this.
  if (process.platform === 'win32') return;
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
