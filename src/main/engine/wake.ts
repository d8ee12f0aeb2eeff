/**
 * Lets one loop sleep until something has changed since it last looked. Changes are counted, so that one that comes
 * between looking and sleeping is not missed.
 */
export class Wake {
  #changes = 0;
  #wakeUp: () => void = () => {};

  /** Take this before looking. */
  get seen(): number {
    return this.#changes;
  }

  notify(): void {
    this.#changes += 1;
    this.#wakeUp();
  }

  /** Resolves at once when something changed after `seen` was taken, else with the next change. */
  async changedSince(seen: number): Promise<void> {
    if (this.#changes !== seen) return;
    await new Promise<void>((resolve) => {
      this.#wakeUp = resolve;
    });
  }
}
