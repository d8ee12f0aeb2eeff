/** A file that has been noticed and may still be written. */
interface Unsettled {
  stamp: string;
  /** When it was last seen to change, ms since 1970. */
  since: number;
  /** Looked at in vain so often since then. */
  tries: number;
  notBefore: number;
}

/** Looking again is put off longer each time, up to this. */
const LONGEST_WAIT_MS = 30_000;

/**
 * Which files of a folder have come to rest. A pure record of what was seen when; whoever uses it looks at the files and brings the
 * time (ms since 1970).
 */
export class Settling {
  readonly #settleMs: number;
  readonly #files = new Map<string, Unsettled>();

  constructor(settleMs: number) {
    this.#settleMs = settleMs;
  }

  get size(): number {
    return this.#files.size;
  }

  /** When any of the files was last seen to change; null without files. */
  get lastChange(): number | null {
    return this.#files.size === 0 ? null : Math.max(...[...this.#files.values()].map(({ since }) => since));
  }

  has(path: string): boolean {
    return this.#files.has(path);
  }

  /** A file was seen. True when it is new here or has changed: its time begins anew. */
  saw(path: string, stamp: string, now: number): boolean {
    if (this.#files.get(path)?.stamp === stamp) return false;
    this.#files.set(path, { stamp, since: now, tries: 0, notBefore: now + this.#settleMs });
    return true;
  }

  /** It is gone, or done with. */
  drop(path: string): void {
    this.#files.delete(path);
  }

  clear(): void {
    this.#files.clear();
  }

  /** Files that have not been seen to change for the settle time, to be looked at now; with how long that is, in ms. */
  due(now: number): { path: string; stamp: string; atRestMs: number }[] {
    return [...this.#files]
      .filter(([, file]) => file.notBefore <= now)
      .map(([path, file]) => ({ path, stamp: file.stamp, atRestMs: now - file.since }));
  }

  /** It was looked at and is not complete yet, although it does not change. */
  later(path: string, now: number): void {
    const file = this.#files.get(path);
    if (file === undefined) return;
    file.tries += 1;
    file.notBefore = now + Math.min(LONGEST_WAIT_MS, this.#settleMs * 2 ** Math.min(file.tries, 10));
  }

  /** When the next file is due; null when there is none. */
  get nextDue(): number | null {
    return this.#files.size === 0 ? null : Math.min(...[...this.#files.values()].map(({ notBefore }) => notBefore));
  }
}
