/**
 * How many items run at once, over all runs. First come, first served: every run asks for one place at a time, so runs
 * side by side get equal shares and a small one is not kept waiting by a large one.
 */
export class Slots {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(count: number) {
    this.#free = count;
  }

  /** Waits for a place; the answer gives it back (once). Null when `signal` aborts first. */
  async acquire(signal: AbortSignal): Promise<(() => void) | null> {
    if (signal.aborted) return null;
    if (this.#free > 0) {
      this.#free -= 1;
      return this.#releaser();
    }
    return await new Promise((resolve) => {
      const give = (): void => {
        signal.removeEventListener('abort', giveUp);
        resolve(this.#releaser());
      };
      const giveUp = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(give), 1);
        resolve(null);
      };
      signal.addEventListener('abort', giveUp, { once: true });
      this.#waiting.push(give);
    });
  }

  #releaser(): () => void {
    let released = false;
    return () => {
      if (released) return;
      released = true;
      const next = this.#waiting.shift();
      if (next) next();
      else this.#free += 1;
    };
  }
}
