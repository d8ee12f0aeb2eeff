import type { SafelightEvent } from '../../../contract/events.ts';
import type { LoggedEvent } from './event-log.ts';

/** Events that may wait for a slow reader, beyond which it gets a `reset` instead. */
export const MOST_WAITING = 1000;

/**
 * One reader's events, in order. Of what a slow reader has not read yet only the newest `run.updated` of each run stays, since it
 * holds all that the older ones said.
 */
export class EventReader {
  readonly #accepts: (event: SafelightEvent) => boolean | Promise<boolean>;
  readonly #onLeave: () => void;
  /** By run for `run.updated`, else by id; a Map keeps the order. */
  readonly #waiting = new Map<string, LoggedEvent>();
  #wake: (() => void) | null = null;
  #left = false;

  constructor(accepts: (event: SafelightEvent) => boolean | Promise<boolean>, onLeave: () => void) {
    this.#accepts = accepts;
    this.#onLeave = onLeave;
  }

  get waiting(): number {
    return this.#waiting.size;
  }

  /** Something was missed: nothing that waits goes on from what the client has seen. */
  get startsWithReset(): boolean {
    const [first] = this.#waiting.values();
    return first?.event.event === 'reset';
  }

  push(logged: LoggedEvent): void {
    if (this.#left) return;
    const { event, id } = logged;
    const key = event.event === 'run.updated' ? `run ${event.run.id}` : id;
    this.#waiting.delete(key);
    this.#waiting.set(key, logged);
    if (this.#waiting.size > MOST_WAITING) {
      this.#waiting.clear();
      this.#waiting.set('reset', { id, event: { event: 'reset' } });
    }
    this.#wake?.();
  }

  /** The next event; `idle` when there was none for so long; null once the reader has left. */
  async next(idleMs: number): Promise<LoggedEvent | 'idle' | null> {
    const deadline = performance.now() + idleMs;
    for (;;) {
      if (this.#left) return null;
      const [first] = this.#waiting;
      if (first !== undefined) {
        const [key, logged] = first;
        this.#waiting.delete(key);
        if (logged.event.event === 'reset' || (await this.#accepts(logged.event))) return logged;
        continue;
      }
      const left = deadline - performance.now();
      if (left <= 0) return 'idle';
      await this.#something(left);
    }
  }

  /** Gives everything free; whoever waits for the next event gets null. */
  leave(): void {
    if (this.#left) return;
    this.#left = true;
    this.#waiting.clear();
    this.#onLeave();
    this.#wake?.();
  }

  #something(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#wake = () => {
        this.#wake = null;
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
