/**
 * Admits tasks to the memory budget, first come, first served: a large picture is never overtaken by small ones for ever. A
 * task that alone needs more than the budget runs when nothing else does, up to twice the budget.
 */
export class MemoryAdmission {
  readonly #budget: number;
  readonly #waiting: { key: number; bytes: number; admit: () => void; refuse: () => void }[] = [];
  readonly #admitted = new Map<number, number>();

  constructor(budget: number) {
    this.#budget = budget;
  }

  get largest(): number {
    return 2 * this.#budget;
  }

  /**
   * Resolves true when task `key` may use `bytes`, false when it was given up meanwhile or needs more than twice the budget.
   */
  request(key: number, bytes: number): Promise<boolean> {
    if (bytes > this.largest) return Promise.resolve(false);
    return new Promise((resolve) => {
      this.#waiting.push({ key, bytes, admit: () => resolve(true), refuse: () => resolve(false) });
      this.#admitNext();
    });
  }

  /** The task is over, whether it was admitted, waits, or never asked. */
  release(key: number): void {
    this.#admitted.delete(key);
    const at = this.#waiting.findIndex((request) => request.key === key);
    if (at >= 0) for (const request of this.#waiting.splice(at, 1)) request.refuse();
    this.#admitNext();
  }

  isWaiting(key: number): boolean {
    return this.#waiting.some((request) => request.key === key);
  }

  #admitNext(): void {
    for (let next = this.#waiting[0]; next; next = this.#waiting[0]) {
      const used = [...this.#admitted.values()].reduce((sum, bytes) => sum + bytes, 0);
      if (this.#admitted.size > 0 && used + next.bytes > this.#budget) return;
      this.#waiting.shift();
      this.#admitted.set(next.key, next.bytes);
      next.admit();
    }
  }
}
