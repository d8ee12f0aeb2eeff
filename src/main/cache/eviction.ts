import type { CacheIndexPort } from '../engine/cache-port.ts';
import type { Log } from '../engine/ports.ts';
import { evict } from './cache-folder.ts';

/** Rows of each table; a million runs' worth of files fits some hundred megabytes. */
const MOST_ROWS = 1_000_000;
/** The first look at the folder waits until the program has started. */
const FIRST_LOOK_MS = 10_000;

export interface EvictionOptions {
  folder: string;
  index: Pick<CacheIndexPort, 'prune'>;
  log: Log;
  limitBytes(): Promise<number>;
}

/**
 * Keeps the cache under its limit. The folder is only looked through when what was added since the last look may have passed
 * the limit, and in the background; for a moment it may therefore be larger.
 */
export class Eviction {
  readonly #options: EvictionOptions;
  /** Size at the last look; null before the first. */
  #size: number | null = null;
  #grown = 0;
  #timer: NodeJS.Timeout | null = null;
  #looking: Promise<void> | null = null;
  #closed = false;

  constructor(options: EvictionOptions) {
    this.#options = options;
  }

  /** So many bytes were added to the folder. */
  grew(bytes: number): void {
    if (bytes === 0 || this.#closed) return;
    this.#grown += bytes;
    if (this.#size === null) this.#timer ??= setTimeout(() => void this.now(), FIRST_LOOK_MS).unref();
    void this.#ifDue();
  }

  async #ifDue(): Promise<void> {
    if (this.#looking !== null) return;
    const limit = await this.#options.limitBytes();
    if ((this.#size ?? 0) + this.#grown > limit) await this.now();
  }

  /** Looks through the folder and removes what is too much. Never rejects. */
  now(): Promise<void> {
    this.#looking ??= this.#look().finally(() => {
      this.#looking = null;
    });
    return this.#looking;
  }

  async #look(): Promise<void> {
    const { folder, index, log } = this.#options;
    try {
      this.#grown = 0;
      const { bytes } = await evict(folder, await this.#options.limitBytes(), Date.now());
      this.#size = bytes;
      await index.prune(MOST_ROWS);
    } catch (error) {
      log.warn('the cache could not be cut down', { error: String(error) });
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#looking;
  }
}
