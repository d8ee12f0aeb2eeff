import type { CacheIndexPort } from '../engine/cache-port.ts';
import type { Log } from '../engine/ports.ts';

type Entries = Parameters<CacheIndexPort['add']>[0];

/** Entries that are written together. */
const BATCH = 200;
const LONGEST_WAIT_MS = 1000;

/**
 * Collects what is to be remembered and writes it in batches, so that it costs an item no transaction of its own. What a crash
 * takes with it is only done again.
 */
export class WriteBehind {
  readonly #index: Pick<CacheIndexPort, 'add'>;
  readonly #log: Log;
  #waiting: { [Kind in keyof Entries]: Entries[Kind][number][] } = { files: [], facts: [], outcomes: [] };
  #count = 0;
  #timer: NodeJS.Timeout | null = null;
  #writing: Promise<void> = Promise.resolve();

  constructor(index: Pick<CacheIndexPort, 'add'>, log: Log) {
    this.#index = index;
    this.#log = log;
  }

  add(entries: Partial<Entries>): void {
    this.#waiting.files.push(...(entries.files ?? []));
    this.#waiting.facts.push(...(entries.facts ?? []));
    this.#waiting.outcomes.push(...(entries.outcomes ?? []));
    this.#count = this.#waiting.files.length + this.#waiting.facts.length + this.#waiting.outcomes.length;
    if (this.#count >= BATCH) void this.flush();
    else if (this.#count > 0) this.#timer ??= setTimeout(() => void this.flush(), LONGEST_WAIT_MS).unref();
  }

  /** Everything added so far is in the tables. Never rejects. */
  flush(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#count === 0) return this.#writing;
    const entries = this.#waiting;
    this.#waiting = { files: [], facts: [], outcomes: [] };
    this.#count = 0;
    this.#writing = this.#writing
      .then(() => this.#index.add(entries))
      .catch((error: unknown) => this.#log.warn('the cache could not be written', { error: String(error) }));
    return this.#writing;
  }
}
