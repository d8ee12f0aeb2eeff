/**
 * Keeps up to `size` things spread evenly over a stream of unknown length: every one at first, and each time it is full
 * every second one of those, and from then on half as many. The same stream gives the same sample.
 */
export class SpreadSample<T> {
  readonly #size: number;
  #kept: T[] = [];
  #stride = 1;
  #offered = 0;

  constructor(size: number) {
    this.#size = size;
  }

  offer(one: T): void {
    const turn = this.#offered % this.#stride === 0;
    this.#offered += 1;
    if (!turn || this.#size <= 0) return;
    if (this.#kept.length < this.#size) {
      this.#kept.push(one);
      return;
    }
    this.#kept = this.#kept.filter((_, index) => index % 2 === 0);
    this.#stride *= 2;
    if ((this.#offered - 1) % this.#stride === 0 && this.#kept.length < this.#size) this.#kept.push(one);
  }

  taken(): T[] {
    return this.#kept;
  }
}
