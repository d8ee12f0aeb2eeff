import { opendir } from 'node:fs/promises';
import { join } from 'node:path';
import { hasPictureExtension, isJunkFile, isJunkFolder } from '../file-names.ts';
import { type NameFilter, nameFilter } from '../glob.ts';
import { looksLikePicture, readHead } from '../sniff.ts';

/** Where sources go that were done, inside the hot folder. */
export const PROCESSED = 'processed';
export const FAILED = 'failed';

/** Which files of a hot folder are meant. Paths are below the folder, `/`-separated. */
export class Candidates {
  readonly #folder: string;
  readonly #recursive: boolean;
  readonly #matches: NameFilter;
  /** Folders below it that are ours: results lie there. */
  readonly #ours: ReadonlySet<string>;

  constructor(folder: string, options: { recursive: boolean; pattern: string | null; ours: readonly string[] }) {
    this.#folder = folder;
    this.#recursive = options.recursive;
    this.#matches = nameFilter(options.pattern ?? undefined);
    this.#ours = new Set([PROCESSED, FAILED, ...options.ours]);
  }

  /** By its name alone: no half-written download, nothing in our own folders, and what the pattern says. */
  isMeant(path: string): boolean {
    const parts = path.split('/');
    const name = parts.pop() ?? '';
    if (parts.length > 0 && !this.#recursive) return false;
    if (isJunkFile(name) || parts.some(isJunkFolder)) return false;
    if (parts.some((_, i) => this.#ours.has(parts.slice(0, i + 1).join('/')))) return false;
    return this.#matches(parts.join('/'), name);
  }

  /** Only pictures: by name, or by how the file begins. What cannot be read is none yet. */
  async isPicture(path: string): Promise<boolean> {
    if (hasPictureExtension(path.slice(path.lastIndexOf('/') + 1))) return true;
    const head = await readHead(join(this.#folder, path)).catch(() => null);
    return head !== null && looksLikePicture(head);
  }

  /** All that are there now. Throws when the folder itself cannot be read; sub-folders that vanish are passed over. */
  async *all(signal: AbortSignal): AsyncGenerator<string> {
    const pending = [''];
    for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
      try {
        for await (const entry of await opendir(join(this.#folder, at), { bufferSize: 256 })) {
          if (signal.aborted) return;
          const path = at === '' ? entry.name : `${at}/${entry.name}`;
          if (!entry.isDirectory()) {
            if (this.isMeant(path)) yield path;
          } else if (this.#recursive && !isJunkFolder(entry.name) && !this.#ours.has(path)) pending.push(path);
        }
      } catch (thrown) {
        if (at === '') throw thrown;
      }
    }
  }
}
