import { SafelightError } from '../../../contract/errors.ts';

/** Lets so many work at a time; the others wait in the order they came. */
export class Turns {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(atOnce: number) {
    this.#free = atOnce;
  }

  /** Resolves with what gives the turn back. Throws `cancelled`. */
  async take(signal: AbortSignal | undefined): Promise<() => void> {
    const cancelled = (): SafelightError => new SafelightError('cancelled', 'Fetching was cancelled.');
    if (signal?.aborted) throw cancelled();
    if (this.#free > 0) this.#free -= 1;
    else {
      await new Promise<void>((resolve, reject) => {
        const giveUp = (): void => {
          this.#waiting.splice(this.#waiting.indexOf(start), 1);
          reject(cancelled());
        };
        const start = (): void => {
          signal?.removeEventListener('abort', giveUp);
          resolve();
        };
        this.#waiting.push(start);
        signal?.addEventListener('abort', giveUp, { once: true });
      });
    }
    let given = false;
    return () => {
      if (given) return;
      given = true;
      const next = this.#waiting.shift();
      if (next === undefined) this.#free += 1;
      else next();
    };
  }
}
