/** A run is not put off for ever by a stream of files that does not end. */
const LARGEST_BATCH = 500;
const LONGEST_WAIT_MS = 60_000;

/** Collects files until none came for a while. Pure; times are ms since 1970. */
export class QuietWindow<T extends { path: string }> {
  readonly #quietMs: number;
  #files: T[] = [];
  #first = 0;
  #last = 0;

  constructor(quietMs: number) {
    this.#quietMs = quietMs;
  }

  get size(): number {
    return this.#files.length;
  }

  has(path: string): boolean {
    return this.#files.some((file) => file.path === path);
  }

  add(file: T, now: number): void {
    if (this.#files.length === 0) this.#first = now;
    this.#last = now;
    this.#files.push(file);
  }

  drop(path: string): void {
    this.#files = this.#files.filter((file) => file.path !== path);
  }

  /**
   * When the files are to be done together; null without files.
   * @param lastChange when a file that has not settled yet was last seen to change: it may belong to these
   */
  dueAt(lastChange: number | null): number | null {
    if (this.#files.length === 0) return null;
    if (this.#files.length >= LARGEST_BATCH) return this.#last;
    const quiet = Math.max(this.#last, lastChange ?? 0) + this.#quietMs;
    return Math.min(quiet, this.#first + Math.max(LONGEST_WAIT_MS, 10 * this.#quietMs));
  }

  /** The files; the window is empty then. */
  take(): T[] {
    const taken = this.#files.splice(0, LARGEST_BATCH);
    this.#first = this.#last;
    return taken;
  }
}
